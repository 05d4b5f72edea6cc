import type { ResourceKey, ResourceKind, ResourceName, ResourcePlace } from './resource.ts'
import type { ResourceContent } from './resource-state.ts'

/** A resource of the tree; `content` is the text to send, unless it is read from the file only when it is sent. */
export type DesiredResource = ResourceName &
  ResourceContent & {
    /** The path in Git. */
    readonly file: string
  }

/**
 * A file that is intended as a resource but cannot be read as one. It exists, so its resource never counts as missing.
 */
export interface BrokenFile {
  readonly kind: ResourceKind
  readonly file: string
  /** The name of the resource, where the file shows it. */
  readonly name: string | undefined
}

/** One root of the tree, for the line "How I read this repository". */
export interface LayoutRoot {
  readonly root: string
  readonly kind: ResourceKind
  /** The source of namespaces: the YAML, a folder name, or the `namespace` setting; `nowhere` for tenant-wide kinds. */
  readonly namespaceFrom: 'yaml' | 'folder' | 'setting' | 'nowhere'
  readonly namespace?: string | undefined
  readonly count: number
}

/** The tree of one commit or of the work tree: the desired state of the server. */
export interface Desired {
  /** The first of two resources with the same name counts. */
  readonly resources: readonly DesiredResource[]
  readonly broken: readonly BrokenFile[]
  readonly layout: readonly LayoutRoot[]
  /** Resources whose file is in the tree but hidden by `.kestraignore`: neither deployed nor pruned. */
  readonly ignored: ReadonlySet<ResourceKey>
  /**
   * True when `.kestraignore` would hide the resource if it were in the tree. For kinds whose path gives their name.
   */
  hides(name: ResourceName): boolean
  /** True when `.kestraignore` or a setting hides this path of the repository, whatever the file contains. */
  hidesPath(path: string): boolean
  /**
   * The locations of resources in unreadable or emptied files, hidden files included, as far as the record shows them.
   */
  readonly unreadable: readonly ResourcePlace[]
  /** Namespaces with a folder or a resource in this tree; `when-missing: mirror` deletes only in these. */
  readonly namespaces: ReadonlySet<string>
  /** True when no file was found at all: the checkout step is missing or the root is wrong. */
  readonly isEmpty: boolean
}
