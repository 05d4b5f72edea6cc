import { fileName, flowName, type Name, pairName, partsOf } from './name.ts'
import { comparable, textOf } from './text-of.ts'

/** One file of the repository: the resource it holds, or was meant to hold. */
export interface Entry {
  readonly name: Name
  readonly variant: string
  /** `broken`: no YAML any more. `emptied`: no content any more (not of namespace files: an empty one is a file). */
  readonly state: 'whole' | 'broken' | 'emptied'
}

/** The repository at one commit. */
export interface ModelTree {
  readonly entries: ReadonlyMap<string, Entry>
  /** Paths in `.kestraignore`; `*` hides everything. */
  readonly ignored: ReadonlySet<string>
}

export const EMPTY_TREE: ModelTree = { entries: new Map(), ignored: new Set() }

/** Where the resource would stand when it is added; it may be moved later. */
export const usualPath = (name: Name): string => {
  const { kind, namespace, own } = partsOf(name)
  if (kind === 'dashboard') return `_global/dashboards/${own}.yml`
  if (kind === 'key-value') return `${namespace}/kv/${own}.yml`
  return kind === 'flow' ? `${namespace}/flows/${own}.yml` : `${namespace}/files${own}`
}

/** What the tree wants of the server, and what keeps a run from acting on it. */
export interface Wanted {
  readonly desired: ReadonlyMap<Name, string>
  /** In the tree, but hidden: never deployed, never deleted. */
  readonly hidden: ReadonlySet<Name>
  /** Files that are there and hold no resource, with the one they once held. */
  readonly unreadable: ReadonlyMap<string, Name>
  readonly namespaces: ReadonlySet<string>
  /** A visible file is broken: nothing may be deployed. */
  readonly isInvalid: boolean
  /** Not one flow or namespace file is to be found, hidden and broken ones included. */
  readonly isNothing: boolean
}

export const wantedOf = (tree: ModelTree): Wanted => {
  const desired = new Map<Name, string>()
  const hidden = new Set<Name>()
  const unreadable = new Map<string, Name>()
  let isInvalid = false
  for (const [path, { name, variant, state }] of tree.entries) {
    const isIgnored = tree.ignored.has('*') || tree.ignored.has(path)
    if (state !== 'whole') unreadable.set(path, name)
    if (state !== 'whole' && !isIgnored) isInvalid = true
    if (state !== 'whole') continue
    if (isIgnored) hidden.add(name)
    else desired.set(name, comparable(name, textOf(name, variant)))
  }
  return {
    desired,
    hidden,
    unreadable,
    namespaces: new Set([...tree.entries.keys()].map((path) => path.split('/')[0] ?? '')),
    isInvalid,
    isNothing: desired.size + hidden.size + unreadable.size === 0,
  }
}

/** The files to write, with their texts. */
export const filesOf = (tree: ModelTree): ReadonlyMap<string, string> => {
  const files = new Map([['README.md', 'Flows\n']])
  for (const [path, entry] of tree.entries) files.set(path, textOfEntry(entry))
  if (tree.ignored.size > 0) files.set('.kestraignore', `${[...tree.ignored].map(patternOf).join('\n')}\n`)
  return files
}

const patternOf = (path: string): string => (path === '*' ? '*' : `/${path}`)

const textOfEntry = ({ name, variant, state }: Entry): string => {
  if (state === 'emptied') return ''
  return state === 'broken' ? `${textOf(name, variant)}  oops: [\n` : textOf(name, variant)
}

/** The same resource in another namespace. */
export const inNamespace = (name: Name, namespace: string): Name => {
  const { kind, own } = partsOf(name)
  if (kind === 'key-value') return pairName(namespace, own)
  return kind === 'flow' ? flowName(namespace, own) : fileName(namespace, own)
}
