import type { KestraClient } from '../kestra/client.ts'
import type { ServerOpinion } from '../kestra/verdict/map-verdict.ts'
import type { WriteAnswer } from '../kestra/write-flows.ts'
import type { Fingerprint } from '../resource/fingerprint.ts'
import type { Content, ResourceName } from '../resource/resource.ts'
import type { LiveResource } from '../resource/resource-state.ts'
import type { YamlDocument } from '../yaml/yaml-document.ts'

type Name = Pick<ResourceName, 'namespace' | 'name'>

/** Reads and writes the resources of one kind. Each kind has an entry in `ON_SERVER`. Reading throws `UserError`. */
export interface KindOnServer {
  /**
   * - `ahead` (flows): one reading returns the whole tenant. It starts while the tree is parsed.
   * - `optional`: the same, for a kind that not every server has. It is read if Git or the record has one.
   * - `by-namespace`: one reading per namespace.
   */
  readonly reading: 'ahead' | 'optional' | 'by-namespace'
  /**
   * For kinds whose contents cost one request each: the scope of one call that lists when each resource was last written.
   * `undefined`: the contents come with the list.
   */
  readonly listedBy: ((client: KestraClient) => 'tenant' | 'namespace') | undefined
  /** True if the server refuses to create a resource that exists, so that no check is needed before. */
  readonly refusesExisting: boolean
  /**
   * The folder that must exist on the server before files in it are written concurrently (docs/internals/facts/kestra.md, "Files side by
   * side"). `undefined`: resources of this kind are written one by one.
   */
  readonly folder: ((name: Name) => string) | undefined
  /**
   * All resources of this kind in these namespaces, or in the tenant; `undefined` if the server does not offer an `optional` kind.
   * Resources that `needs` does not ask for may come without their content.
   */
  readonly readAll: (
    client: KestraClient,
    namespaces: readonly string[],
    needs?: Needs,
  ) => Promise<readonly (LiveResource | NameOnlyResource)[] | undefined>
  /** `undefined` if the server has no resource of this name. */
  readonly readOne: (client: KestraClient, name: Name) => Promise<LiveResource | undefined>
  readonly write: (client: KestraClient, write: ContentToWrite) => Promise<WriteAnswer>
  readonly remove: (client: KestraClient, name: Name) => Promise<WriteAnswer>
  /** The server's findings before anything is written; `undefined` if the API cannot validate this kind. `tree` is called after the answer. */
  readonly validate:
    | ((
        client: KestraClient,
        resources: readonly ResourceToValidate[],
        tree: () => Promise<TreeToBe>,
      ) => Promise<ServerOpinion>)
    | undefined
}

/** The resources that a reading needs. Without it, all contents are read. */
export interface Needs {
  readonly isNeeded: (name: ResourceName) => boolean
  /** The expected content. If the server has it, the content itself is not needed. */
  readonly expected: (name: ResourceName) => Fingerprint | undefined
  /** The content of the resource's last write, which the list dates with `updated`; `undefined` if unknown, so that it is read. */
  readonly knownAt: (name: ResourceName, updated: string | undefined) => Fingerprint | undefined
}

/** A resource that exists on the server, without its content. */
export interface NameOnlyResource extends ResourceName {
  readonly content: undefined
}

export interface ContentToWrite {
  readonly name: Name
  readonly content: Content
  /** True if the server had no resource of this name when the plan was made. */
  readonly isNew: boolean
}

/** A resource of the tree whose text is YAML. */
export interface ResourceToValidate extends ResourceName {
  readonly file: string
  readonly document: YamlDocument
}

/** Facts about the tree that the server cannot know before the deploy. */
export interface TreeToBe {
  has(name: ResourceName): boolean
  /** True for a flow that will start itself again, directly or through other flows, once the tree is deployed. */
  startsItself(flow: Name): boolean
}
