import { randomBytes } from 'node:crypto'
import { parseDocument } from 'yaml'

/** A request on its way to the server. */
export interface Outgoing {
  readonly method: string
  /** From `/api/v1` on, with its query. */
  readonly path: string
  readonly body: Buffer
}

/** Where a request writes: nowhere, into one namespace, or somewhere that its address does not bound. */
export type Target =
  | { readonly kind: 'nowhere' }
  | { readonly kind: 'namespace'; readonly namespace: string }
  | { readonly kind: 'unbounded' }

/** The name that all namespaces of one run begin with; nobody has it. */
export const newPrefix = (): string => `conf${randomBytes(5).toString('hex')}`

export const isOwn = (prefix: string, namespace: string): boolean =>
  namespace === prefix || namespace.startsWith(`${prefix}.`)

const READS = ['GET', 'HEAD', 'OPTIONS']
const BOUNDED: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^\/api\/v1\/[^/]+\/flows\/([^/]+)\/[A-Za-z0-9][\w.-]*$/, ['PUT', 'DELETE']],
  [/^\/api\/v1\/[^/]+\/namespaces\/([^/]+)\/files$/, ['POST', 'DELETE']],
  [/^\/api\/v1\/[^/]+\/namespaces\/([^/]+)\/kv\/[^/]+$/, ['PUT', 'DELETE']],
]

/**
 * Where a request writes. Only the addresses of single flows, files and keys are known to be bounded; whatever else could
 * change something (by-query, by-ids, bulk, import, a move) counts as unbounded, also where it is not.
 */
export const targetOf = ({ method, path, body }: Outgoing): Target => {
  const [address = ''] = path.split('?')
  if (READS.includes(method) || (method === 'POST' && /^\/api\/v1\/[^/]+\/flows\/validate$/.test(address))) {
    return { kind: 'nowhere' }
  }
  if (method === 'POST' && /^\/api\/v1\/[^/]+\/flows$/.test(address)) return namespaceOfFlow(body.toString('utf8'))
  for (const [pattern, methods] of BOUNDED) {
    const namespace = pattern.exec(address)?.[1]
    if (namespace !== undefined && methods.includes(method)) return { kind: 'namespace', namespace }
  }
  return { kind: 'unbounded' }
}

/** Of a new flow only its text tells; one that leaves any doubt (two documents, a key twice) is not let through. */
const namespaceOfFlow = (source: string): Target => {
  const document = parseDocument(source)
  const namespace: unknown = document.errors.length === 0 ? document.get('namespace') : undefined
  return typeof namespace === 'string' ? { kind: 'namespace', namespace } : { kind: 'unbounded' }
}
