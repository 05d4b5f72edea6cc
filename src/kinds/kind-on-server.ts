import type { KestraClient } from '../kestra/client.ts'
import type { ServerOpinion } from '../kestra/verdict/map-verdict.ts'
import type { WriteAnswer } from '../kestra/write-flows.ts'
import type { Fingerprint } from '../resource/fingerprint.ts'
import type { Content, ResourceName } from '../resource/resource.ts'
import type { LiveResource } from '../resource/resource-state.ts'
import type { YamlDocument } from '../yaml/yaml-document.ts'

type Name = Pick<ResourceName, 'namespace' | 'name'>

/** How the resources of one kind are read and written; each kind has one in `ON_SERVER`. Reads throw `UserError`. */
export interface KindOnServer {
  /**
   * `ahead`, for flows alone: one reading tells all of the tenant, and is begun while the tree is parsed. `optional`: likewise, but not every server
   * has the kind; it is asked for where Git or the record has one. `by-namespace`: a reading for each namespace.
   */
  readonly reading: 'ahead' | 'optional' | 'by-namespace'
  /**
   * Of a kind whose contents cost a request each, and whose reading begins with a list that tells when each was written last: of
   * what one list tells on this server. `undefined`: the contents come at once.
   */
  readonly listedBy: ((client: KestraClient) => 'tenant' | 'namespace') | undefined
  /** True where the server does not create what is there already, so that nobody need look before. */
  readonly refusesExisting: boolean
  /**
   * The folder that a write must find on the server to be made beside others (docs/internals/facts/kestra.md, "Files side by side").
   * `undefined`: this kind is written one by one.
   */
  readonly folder: ((name: Name) => string) | undefined
  /**
   * All that the server has of this kind in these namespaces, or in the tenant; `undefined` where it does not offer an `optional` kind.
   * What is not needed may come by its name alone, where its content would cost a request of its own, or without its content.
   */
  readonly readAll: (
    client: KestraClient,
    namespaces: readonly string[],
    needs?: Needs,
  ) => Promise<readonly (LiveResource | UnreadResource)[] | undefined>
  /** `undefined` when the server has none of this name. */
  readonly readOne: (client: KestraClient, name: Name) => Promise<LiveResource | undefined>
  readonly write: (client: KestraClient, write: ContentToWrite) => Promise<WriteAnswer>
  readonly remove: (client: KestraClient, name: Name) => Promise<WriteAnswer>
  /** What the server says of resources before anything is written; `undefined` where it can be asked nothing of the sort. */
  readonly validate:
    | ((client: KestraClient, resources: readonly ResourceToValidate[], tree: TreeToBe) => Promise<ServerOpinion>)
    | undefined
}

/** What of a reading is looked at. Without one, everything. */
export interface Needs {
  readonly isNeeded: (name: ResourceName) => boolean
  /** What it is expected to hold: nobody looks at one that does. */
  readonly expected: (name: ResourceName) => Fingerprint | undefined
  /** What it holds when it was written last at this time, as a list tells it; `undefined`: nobody knows, so it is read. */
  readonly knownAt: (name: ResourceName, updated: string | undefined) => Fingerprint | undefined
}

/** It is there; what it holds was not read. */
export interface UnreadResource extends ResourceName {
  readonly content: undefined
}

export interface ContentToWrite {
  readonly name: Name
  readonly content: Content
  /** The server had none when the plan was made. */
  readonly isNew: boolean
}

/** A resource of the tree whose text is YAML. */
export interface ResourceToValidate extends ResourceName {
  readonly file: string
  readonly document: YamlDocument
}

/** What of the tree a server cannot know: it looks at what it stores. */
export interface TreeToBe {
  has(name: ResourceName): boolean
  /** True for a flow that starts itself again, by whatever way, once the tree is deployed. */
  startsItself(flow: Name): boolean
}
