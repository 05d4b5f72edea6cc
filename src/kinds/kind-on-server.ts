import type { KestraClient } from '../kestra/client.ts'
import type { WriteAnswer } from '../kestra/write-flows.ts'
import type { LiveResource } from '../resource/live.ts'
import type { Content, ResourceName } from '../resource/resource.ts'

type Name = Pick<ResourceName, 'namespace' | 'name'>

/** How the resources of one kind are read and written; each kind has one in `ON_SERVER`. Reads throw `UserError`. */
export interface KindOnServer {
  /** True where one reading tells all of the tenant, whatever the namespaces; false where it takes one for each. */
  readonly isReadWhole: boolean
  /** True where the server does not create what is there already, so that nobody need look before. */
  readonly refusesExisting: boolean
  /** All that the server has of this kind in these namespaces, or in the tenant. */
  readonly readAll: (client: KestraClient, namespaces: readonly string[]) => Promise<readonly LiveResource[]>
  /** `undefined` when the server has none of this name. */
  readonly readOne: (client: KestraClient, name: Name) => Promise<LiveResource | undefined>
  readonly write: (client: KestraClient, write: ContentToWrite) => Promise<WriteAnswer>
  readonly remove: (client: KestraClient, name: Name) => Promise<WriteAnswer>
}

export interface ContentToWrite {
  readonly name: Name
  readonly content: Content
  /** The server had none when the plan was made. */
  readonly isNew: boolean
}
