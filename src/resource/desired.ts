import type { ResourceKey, ResourceKind, ResourceName, ResourcePlace } from './resource.ts'
import type { ResourceContent } from './resource-state.ts'

/** A resource that the tree wants on the server; `content` is what will be sent, where it does not lie in its file until then. */
export type DesiredResource = ResourceName &
  ResourceContent & {
    /** Where it stands in Git. */
    readonly file: string
  }

/** A file that is meant as a resource but cannot be read as one: present, therefore never "missing". */
export interface BrokenFile {
  readonly kind: ResourceKind
  readonly file: string
  /** The name of the resource, where the file tells as much. */
  readonly name: string | undefined
}

/** One root that was found, for the line "how I read this repository". */
export interface LayoutRoot {
  readonly root: string
  readonly kind: ResourceKind
  /** Where namespaces come from: the YAML, a folder name, or the `namespace` setting; nowhere for what lives in the tenant. */
  readonly namespaceFrom: 'yaml' | 'folder' | 'setting' | 'nowhere'
  readonly namespace?: string | undefined
  readonly count: number
}

/** The whole tree of one commit (or the work tree), read: what the server should be. */
export interface Desired {
  /** Of two with the same name the first counts. */
  readonly resources: readonly DesiredResource[]
  readonly broken: readonly BrokenFile[]
  readonly layout: readonly LayoutRoot[]
  /** Resources whose file stands in the tree but is hidden by `.kestraignore`: neither deployed nor pruned. */
  readonly ignored: ReadonlySet<ResourceKey>
  /** True when `.kestraignore` would hide it if it stood in the tree; asked of kinds whose place in the tree is their name. */
  hides(name: ResourceName): boolean
  /** True when `.kestraignore` or a setting hides this path of the repository, whatever the file holds. */
  hidesPath(path: string): boolean
  /** Where the resources live that unreadable or emptied files held, hidden ones included: the record knows which. */
  readonly unreadable: readonly ResourcePlace[]
  /** Namespaces that have a folder or a resource in this tree (`when-missing: mirror` acts only inside these). */
  readonly namespaces: ReadonlySet<string>
  /** True when not one file was found at all: the checkout step is missing or the root is wrong. */
  readonly isEmpty: boolean
}
