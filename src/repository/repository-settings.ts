import type { ParseFlow } from '../flow/flow-document.ts'
import type { NamespaceMapping } from '../flow/rewrite-namespace.ts'

/** What a run must know to read a tree; everything else is found. */
export interface RepositorySettings {
  /** Folders, relative to the repository's top; none = look everywhere. */
  readonly roots: readonly string[]
  /** The namespace of files, and of flows without one, that no folder names. */
  readonly namespace?: string
  readonly namespaceMap: readonly NamespaceMapping[]
  /** Patterns like those of `.kestraignore`, from the top of the repository. */
  readonly ignore?: readonly string[]
  /** Default `parseFlow`; `parseOnce` where several trees of one run are read. */
  readonly parse?: ParseFlow
}
