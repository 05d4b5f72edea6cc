import type { BegunExecution } from '../../../src/kestra/executions/search-executions.ts'
import type { CommentOptions } from '../../../src/render/render-comment.ts'
import { SERVER_TIME } from '../../support/server-in-memory.ts'
import { type Edits, type Story, swap } from '../../support/shop.ts'

/** One folder below `golden/`: a story of the example shop, and how its comment is asked for where that is not the default. */
export interface GoldenCase {
  readonly name: string
  readonly story: Story
  readonly options?: Partial<CommentOptions>
}

export const IMPORT = 'shop.sales/flows/import-orders.yml'
export const LOAD = 'shop.sales/flows/load-orders.yml'
export const TRACK = 'shop.logistics/flows/track-parcels.yml'
export const RETURNS = 'shop.logistics/flows/returns.yml'
export const RESERVE = 'shop.logistics/flows/reserve-stock.yml'
export const CLEAN_UP = 'shop.platform/flows/clean-up.yml'
export const HEALTH = 'shop.platform/flows/health.yml'
export const SQL = 'shop.sales/files/sql/orders-of-day.sql'
export const DASHBOARD = '_global/dashboards/orders.yml'
export const PAIRS = 'shop.sales/kv.yml'
const REFUND = 'shop.sales/flows/refund-order.yml'

/** A flow that logs one line. */
export const logFlow = (namespace: string, id: string, message: string): string =>
  `id: ${id}\nnamespace: ${namespace}\n\ntasks:\n  - id: say\n    type: io.kestra.plugin.core.log.Log\n    message: ${message}\n`

/** Imports one hour later. */
export const later: Edits = { [IMPORT]: swap('0 6 * * *', '0 7 * * *') }
export const withRefund: Edits = { [REFUND]: logFlow('shop.sales', 'refund-order', 'One order is paid back') }
export const anotherSql: Edits = { [SQL]: (text) => `-- without what was cancelled\n${text}` }
export const DELETES = { 'when-missing': 'delete' } as const

/** Executions of a flow, newest first: `count` every `minutes`, of 4 seconds each; each `failing`-th one failed. */
export const pastOf = (
  name: string,
  { count, minutes, failing }: { readonly count: number; readonly minutes: number; readonly failing: number },
): readonly BegunExecution[] => {
  const [namespace = '', flowId = ''] = name.split('/')
  return Array.from({ length: count }, (_, index) => {
    const began = SERVER_TIME - (index * minutes + 5) * 60_000
    const state = (index + 1) % failing === 0 ? 'FAILED' : 'SUCCESS'
    return { id: `${flowId}-${index}`, namespace, flowId, state, url: '', revision: 12, began, changed: began + 4_000 }
  })
}
