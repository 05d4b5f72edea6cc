import type { Crossing } from '../../support/fault-proxy.ts'

/** When a fault happens: while the plan is made, among the writes, when they are read back, or when they are put back. */
export type Moment = 'plan' | 'writes' | 'read back' | 'roll back'

/** A kind of request at a moment: one row of the matrix. */
export interface RequestKind {
  readonly moment: Moment
  readonly name: string
  readonly method: Crossing['method']
  readonly path: RegExp
  /** A run can do without it, and says so. */
  readonly isOptional?: true
  /** It creates: sent twice, it may be done twice. */
  readonly isCreate?: true
}

const TENANT = '/api/v1/[^/]+'
const NS = `${TENANT}/namespaces/acme\\.prod`
const path = (text: string): RegExp => new RegExp(`^${text}`)
const RECORD = path(`${NS}/kv/kestra-gitops$`)

const PLAN: readonly Omit<RequestKind, 'moment'>[] = [
  { name: 'the version', method: 'GET', path: path('/api/v1/configs$') },
  { name: 'the flow export', method: 'GET', path: path(`${TENANT}/flows/export/`), isOptional: true },
  { name: 'the flow listing', method: 'GET', path: path(`${TENANT}/flows/search`) },
  { name: 'the dashboard listing', method: 'GET', path: path(`${TENANT}/dashboards\\?`) },
  { name: 'the key listing', method: 'GET', path: path(`(?:${TENANT}/kv\\?|${NS}/kv$)`) },
  { name: 'the file export', method: 'GET', path: path(`${NS}/files/export`) },
  { name: 'the record', method: 'GET', path: RECORD, isOptional: true },
  { name: 'a key', method: 'GET', path: path(`${NS}/kv/changed$`) },
  { name: 'validation of flows', method: 'POST', path: path(`${TENANT}/flows/validate`) },
  { name: 'validation of a dashboard', method: 'POST', path: path(`${TENANT}/dashboards/validate`) },
]

const READS: readonly Omit<RequestKind, 'moment'>[] = [
  { name: 'a flow', method: 'GET', path: path(`${TENANT}/flows/acme.prod/changed\\?`) },
  { name: 'a file', method: 'GET', path: path(`${NS}/files\\?path=%2Fchanged`) },
  { name: 'a key', method: 'GET', path: path(`${NS}/kv/changed$`) },
  { name: 'a dashboard', method: 'GET', path: path(`${TENANT}/dashboards/changed$`) },
]

const WRITES: readonly Omit<RequestKind, 'moment'>[] = [
  { name: 'create flow', method: 'POST', path: path(`${TENANT}/flows$`), isCreate: true },
  { name: 'update flow', method: 'PUT', path: path(`${TENANT}/flows/acme.prod/changed$`) },
  { name: 'delete flow', method: 'DELETE', path: path(`${TENANT}/flows/acme.prod/(?:even|odd)$`) },
  { name: 'create file', method: 'POST', path: path(`${NS}/files\\?path=%2F(?:even|odd)`) },
  { name: 'update file', method: 'POST', path: path(`${NS}/files\\?path=%2Fchanged`) },
  { name: 'delete file', method: 'DELETE', path: path(`${NS}/files\\?path=%2F(?:even|odd)`) },
  { name: 'update key', method: 'PUT', path: path(`${NS}/kv/changed$`) },
  { name: 'delete key', method: 'DELETE', path: path(`${NS}/kv/(?:even|odd)$`) },
  { name: 'create dashboard', method: 'POST', path: path(`${TENANT}/dashboards$`), isCreate: true },
  { name: 'update dashboard', method: 'PUT', path: path(`${TENANT}/dashboards/changed$`) },
  { name: 'delete dashboard', method: 'DELETE', path: path(`${TENANT}/dashboards/(?:even|odd)$`) },
]

const RECORD_WRITE: Omit<RequestKind, 'moment'> = { name: 'the record', method: 'PUT', path: RECORD, isOptional: true }

const at = (moment: Moment, kinds: readonly Omit<RequestKind, 'moment'>[]): readonly RequestKind[] =>
  kinds.map((kind) => ({ moment, ...kind }))

/** Every kind of request that a deploy sends, at every moment at which it sends it. */
export const REQUEST_KINDS: readonly RequestKind[] = [
  ...at('plan', PLAN),
  ...at('writes', [
    RECORD_WRITE,
    ...READS,
    { name: 'create key', method: 'PUT', path: path(`${NS}/kv/(?:even|odd)$`) },
    ...WRITES,
  ]),
  ...at('read back', [...READS, RECORD_WRITE]),
  // The deletion of a key is what is refused there.
  ...at('roll back', [...READS, ...WRITES.filter(({ name }) => name !== 'delete key'), RECORD_WRITE]),
]

/** True for what may change the server. */
export const changes = ({ method, path: address }: Crossing): boolean =>
  method !== 'GET' && !/\/validate$/.test(address)

export const isRecord = ({ path: address }: Crossing): boolean => RECORD.test(address)

/** The last write of a deploy: refused where everything shall be rolled back. */
export const isLastWrite = ({ method, path: address }: Crossing): boolean =>
  method === 'DELETE' && path(`${NS}/kv/(?:even|odd)$`).test(address)

/** Tells of each request of one run at which moment it comes. */
export const momentTeller = (writesInAll: number): ((crossing: Crossing) => Moment) => {
  const written = new Set<string>()
  let hasBegun = false
  let isRollingBack = false
  return (crossing) => {
    if (isRollingBack) return 'roll back'
    if (written.size === writesInAll && !(changes(crossing) && written.has(keyOf(crossing)))) return 'read back'
    if (changes(crossing)) {
      hasBegun = true
      if (!isRecord(crossing)) written.add(keyOf(crossing))
      isRollingBack = isLastWrite(crossing) && writesInAll === Number.POSITIVE_INFINITY
      return 'writes'
    }
    return hasBegun ? 'writes' : 'plan'
  }
}

const keyOf = ({ method, path: address }: Crossing): string => `${method} ${address}`
