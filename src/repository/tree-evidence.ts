import { belowIn, folderOf } from './tree.ts'

/** What has a namespace, and where it stands. */
export interface LocatedNamespace {
  readonly namespace: string
  readonly file: string
}

/** What the flows and folders of a tree tell of the namespaces of others beside them, in the names that Git uses. */
export interface TreeEvidence {
  /** Folder → namespace. */
  readonly namespaceFolders: ReadonlyMap<string, string>
  /** The folders around these. */
  readonly aroundNamespaces: ReadonlySet<string>
  /** The namespaces of all flows. */
  readonly namespaces: ReadonlySet<string>
  /** The first part of each of them. */
  readonly families: ReadonlySet<string>
  /** The folders with a flow directly in them. */
  readonly flowFolders: ReadonlySet<string>
  /** The flows below a folder, at any depth; below `''` are all. */
  readonly flowsBelow: (folder: string) => readonly LocatedNamespace[]
}

/** Of a tree with these flows. Answers for thousands of folders without going through all flows for each. */
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
