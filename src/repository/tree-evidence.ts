import { belowIn, folderOf } from './tree.ts'

/** A namespace and the file that states it. */
export interface LocatedNamespace {
  readonly namespace: string
  readonly file: string
}

/** The namespaces of flows and folders, from which those of their neighbours are derived. All are the names in Git. */
export interface TreeEvidence {
  /** Maps each folder that is named after a namespace to that namespace. */
  readonly namespaceFolders: ReadonlyMap<string, string>
  /** The parents of these folders. */
  readonly aroundNamespaces: ReadonlySet<string>
  /** The namespaces of all flows. */
  readonly namespaces: ReadonlySet<string>
  /** The first part of each namespace. */
  readonly families: ReadonlySet<string>
  /** The folders with a flow directly in them. */
  readonly flowFolders: ReadonlySet<string>
  /** The flows below a folder, at any depth; `''` means all. */
  readonly flowsBelow: (folder: string) => readonly LocatedNamespace[]
}

/** Collects the evidence of a tree with these flows. `flowsBelow` uses a sorted list, so it is fast for thousands of folders. */
export const evidenceOf = (
  namespaceFolders: ReadonlyMap<string, string>,
  flows: readonly LocatedNamespace[],
): TreeEvidence => {
  const below = belowIn(
    flows.toSorted((a, b) => (a.file < b.file ? -1 : 1)),
    ({ file }) => file,
  )
  const namespaces = new Set(flows.map(({ namespace }) => namespace))
  return {
    namespaceFolders,
    aroundNamespaces: new Set([...namespaceFolders.keys()].map(folderOf)),
    namespaces,
    families: new Set([...namespaces].map((namespace) => namespace.replace(/\..*$/, ''))),
    flowFolders: new Set(flows.map(({ file }) => folderOf(file))),
    flowsBelow: (folder) => (folder === '' ? flows : below(folder)),
  }
}
