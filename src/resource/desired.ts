import type { FlowDocument } from '../flow/flow-document.ts'
import type { Problem } from '../problem/problem.ts'
import type { ResourceKey, ResourceKind } from './resource.ts'

/** A flow that the tree wants on the server. `document.source` is what will be sent: without BOM, namespace mapped. */
export interface DesiredFlow {
  readonly kind: 'flow'
  readonly namespace: string
  readonly id: string
  readonly file: string
  readonly document: FlowDocument
}

/** A namespace file that the tree wants on the server. `path` has a leading slash. */
export interface DesiredFile {
  readonly kind: 'file'
  readonly namespace: string
  readonly path: string
  readonly file: string
  readonly content: Uint8Array
}

/** A file that is meant as a flow but whose (namespace, id) cannot be read: present, therefore never "missing". */
export interface BrokenFlow {
  readonly file: string
  readonly document: FlowDocument
}

/** One root that was found, for the line "how I read this repository". */
export interface LayoutRoot {
  readonly root: string
  readonly kind: ResourceKind
  /** Where namespaces come from: the YAML, a folder name, or the `namespace` setting. */
  readonly namespaceFrom: 'yaml' | 'folder' | 'setting'
  readonly namespace?: string | undefined
  readonly count: number
}

/** The whole tree of one commit (or the work tree), read: what the server should be. */
export interface Desired {
  readonly flows: readonly DesiredFlow[]
  readonly files: readonly DesiredFile[]
  readonly broken: readonly BrokenFlow[]
  readonly layout: readonly LayoutRoot[]
  /** Duplicates, refused paths, oversize flows, mismatches, YAML that is no flow. Not the problems inside flows. */
  readonly problems: readonly Problem[]
  /** Resources whose file stands in the tree but is hidden by `.kestraignore`: neither deployed nor pruned. */
  readonly ignored: ReadonlySet<ResourceKey>
  /** True when `.kestraignore` would hide this namespace file if it stood in the tree. */
  hidesFile(namespace: string, path: string): boolean
  /** Namespaces that have a folder or a flow in this tree (`when-missing: mirror` acts only inside these). */
  readonly namespaces: ReadonlySet<string>
  /** True when not one file was found at all: the checkout step is missing or the root is wrong. */
  readonly isEmpty: boolean
}
