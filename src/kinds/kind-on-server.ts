import type { KestraClient } from '../kestra/client.ts'
import type { LiveResource } from '../resource/live.ts'

/** How the resources of one kind are read and written; each kind has one in `ON_SERVER`. */
export interface KindOnServer {
  /** True where one reading tells all of the tenant, whatever the namespaces; false where it takes one for each. */
  readonly isReadWhole: boolean
  /** All that the server has of this kind in these namespaces, or in the tenant. Throws `UserError`. */
  readonly readAll: (client: KestraClient, namespaces: readonly string[]) => Promise<readonly LiveResource[]>
}
