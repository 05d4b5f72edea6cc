import { randomBytes } from 'node:crypto'
import { parseDocument } from 'yaml'

/** A request on its way to the server. */
export interface Outgoing {
  readonly method: string
  /** From `/api/v1` on, with its query. */
  readonly path: string
  readonly body: Buffer
}

/** Where a request writes: nowhere, into one namespace, one dashboard, one execution, or somewhere that its address does not bound. */
export type Target =
  | { readonly kind: 'nowhere' }
  | { readonly kind: 'namespace'; readonly namespace: string }
  | { readonly kind: 'dashboard'; readonly id: string }
  | { readonly kind: 'execution'; readonly id: string }
  | { readonly kind: 'unbounded' }

/** The name that all namespaces and dashboards of one run begin with; nobody has it. */
export const newPrefix = (): string => `conf${randomBytes(5).toString('hex')}`

/** Of a namespace, or the id of a dashboard: the prefix itself, or what follows it behind a dot or a dash; also where a flow test has a namespace of its own for it. */
export const isOwn = (prefix: string, name: string): boolean => {
  const tested = name.replace(/^kestra-gitops-test-[a-z0-9]{13}-\d+\./, '')
  return tested === prefix || tested.startsWith(`${prefix}.`) || tested.startsWith(`${prefix}-`)
}

/** Where runs of flow tests say what they have on the server, each under a key by chance. */
export const TEST_RECORDS = 'kestra-gitops-test-records'

const READS = ['GET', 'HEAD', 'OPTIONS']
const BOUNDED: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^\/api\/v1\/[^/]+\/flows\/([^/]+)\/[A-Za-z0-9][\w.-]*$/, ['PUT', 'DELETE']],
  [/^\/api\/v1\/[^/]+\/namespaces\/([^/]+)\/files$/, ['POST', 'DELETE']],
  [/^\/api\/v1\/[^/]+\/namespaces\/([^/]+)\/kv\/[^/]+$/, ['PUT', 'DELETE']],
  // Of a namespace of several steps; a word of a route is one.
  [/^\/api\/v1\/[^/]+\/executions\/([a-z][\w-]*(?:\.[\w-]+)+)\/[A-Za-z0-9][\w.-]*$/, ['POST']],
]
const EXECUTION = /^\/api\/v1\/[^/]+\/executions\/([A-Za-z0-9]{10,})(?:\/(?:actions\/)?(?:kill|resume))?$/
/** Switches one trigger on or off; its body is JSON, which is YAML. */
const TRIGGER = /^\/api\/v1\/[^/]+\/triggers(?:\/set-disabled)?$/
/** Renders a text, and changes nothing. */
const EVALUATION = /^\/api\/v1\/[^/]+\/executions\/[A-Za-z0-9]{10,}\/(?:actions\/)?eval(?:\/[A-Za-z0-9]+)?$/

/**
 * Where a request writes. Only the addresses of single flows, files, keys, dashboards and executions are known to be bounded; whatever else could
 * change something (by-query, by-ids, bulk, import, a move) counts as unbounded, also where it is not.
 */
export const targetOf = ({ method, path, body }: Outgoing): Target => {
  const [address = ''] = path.split('?')
  if (
    READS.includes(method) ||
    (method === 'POST' && /^\/api\/v1\/[^/]+\/(?:flows|dashboards)\/validate$/.test(address)) ||
    (method === 'POST' && EVALUATION.test(address))
  ) {
    return { kind: 'nowhere' }
  }
  const source = body.toString('utf8')
  if (method === 'POST' && /^\/api\/v1\/[^/]+\/flows$/.test(address)) return namespaceOfFlow(source)
  if (method === 'POST' && /^\/api\/v1\/[^/]+\/dashboards$/.test(address)) return idOfDashboard(source)
  const id = /^\/api\/v1\/[^/]+\/dashboards\/([a-z0-9][\w.-]*)$/.exec(address)?.[1]
  if (id !== undefined && ['PUT', 'DELETE'].includes(method)) return { kind: 'dashboard', id }
  if (method === 'PUT' && TRIGGER.test(address)) return namespaceOfFlow(source)
  const execution = EXECUTION.exec(address)?.[1]
  if (execution !== undefined && ['POST', 'DELETE'].includes(method)) return { kind: 'execution', id: execution }
  for (const [pattern, methods] of BOUNDED) {
    const namespace = pattern.exec(address)?.[1]
    if (namespace !== undefined && methods.includes(method)) return { kind: 'namespace', namespace }
  }
  return { kind: 'unbounded' }
}

/** Of a new flow only its text tells; one that leaves any doubt (two documents, a key twice) is not let through. */
const namespaceOfFlow = (source: string): Target => {
  const namespace = textAt(source, 'namespace')
  return namespace === undefined ? { kind: 'unbounded' } : { kind: 'namespace', namespace }
}

const idOfDashboard = (source: string): Target => {
  const id = textAt(source, 'id')
  return id === undefined ? { kind: 'unbounded' } : { kind: 'dashboard', id }
}

const textAt = (source: string, key: string): string | undefined => {
  const document = parseDocument(source)
  const value: unknown = document.errors.length === 0 ? document.get(key) : undefined
  return typeof value === 'string' ? value : undefined
}
