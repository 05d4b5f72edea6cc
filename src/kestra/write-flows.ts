import * as z from 'zod'
import { parseJson } from '../text/json.ts'
import { addressOf } from './address.ts'
import { isTaken, type KestraClient } from './client.ts'
import { explainAnswer } from './explain-failure.ts'
import type { EarlierAttempt, HttpAnswer } from './http/exchange.ts'
import { GATEWAY_TIMEOUT } from './http/repeat.ts'
import type { FlowName } from './server.ts'

const saved = z.looseObject({
  revision: z.number().nullish(),
  namespace: z.string().nullish(),
  id: z.string().nullish(),
})

/** The name under which a server stored a resource; the namespace is empty for tenant-wide kinds. */
export interface StoredAs {
  readonly namespace: string
  readonly name: string
}

/**
 * The result of one write:
 * - `saved`: the server stored it, as `storedAs` where the answer says so.
 * - `exists`: a create failed because the resource exists.
 * - `missing`: nothing to change or delete, unless an earlier attempt deleted it (`earlier`).
 * - `unclear`: the write may be stored, now or soon (`earlier`); the caller must check.
 * - `ended`: not stored; the run ended before it could send the write again.
 * - `unsupported`: the server has no route for this kind (405), so it stores nothing of this kind.
 * - `refused`: the server rejected it, with its `message`.
 */
export type WriteAnswer =
  | { readonly kind: 'saved'; readonly revision: number | null; readonly storedAs?: StoredAs | undefined }
  | { readonly kind: 'exists' | 'ended' }
  | { readonly kind: 'missing'; readonly earlier?: EarlierAttempt | undefined }
  | { readonly kind: 'refused' | 'unsupported'; readonly message: string }
  | { readonly kind: 'unclear'; readonly message: string; readonly earlier?: EarlierAttempt | undefined }

const YAML = 'application/x-yaml'
const CONFLICT = 409
const METHOD_NOT_ALLOWED = 405

/** A YAML text to store at a path; `what` completes "Cannot …". */
interface YamlWrite {
  readonly path: string
  readonly source: string
  readonly what: string
}

/**
 * Creates a resource with `POST`. An existing resource gives 422 before 2.0.0 and 409 since: both become `exists`
 * (docs/internals/facts/kestra.md, "Creating what exists").
 */
export const createYaml = async (client: KestraClient, { path, source, what }: YamlWrite): Promise<WriteAnswer> => {
  const answer = await client.http.send({ method: 'POST', path, body: source, contentType: YAML })
  const isThere = answer.status === 409 || (answer.status === 422 && answer.body.includes('already exists'))
  return isThere ? { kind: 'exists' } : toSaved(client, answer, what)
}

/** Updates a resource with `PUT`; a missing resource (404) becomes `missing`. */
export const updateYaml = async (client: KestraClient, { path, source, what }: YamlWrite): Promise<WriteAnswer> => {
  const answer = await client.http.send({ method: 'PUT', path, body: source, contentType: YAML })
  return answer.status === 404 ? { kind: 'missing' } : toSaved(client, answer, what)
}

/** `DELETE /flows/{ns}/{id}`; a missing flow (404) becomes `missing`. */
export const deleteFlow = async (client: KestraClient, { namespace, id }: FlowName): Promise<WriteAnswer> => {
  const path = addressOf(client, '/flows/{namespace}/{id}', { namespace, id })
  const answer = await client.http.send({ method: 'DELETE', path })
  return answer.status === 404
    ? { kind: 'missing', earlier: answer.earlier }
    : toWriteAnswer(client, answer, 'delete the flow')
}

/**
 * The meaning of an answer to a write; `what` completes "Cannot …". These answers are `unclear`
 * (docs/internals/facts/kestra.md, "Two writes at once"):
 * - a 5xx
 * - a 200 that is not Kestra's
 * - a conflict with another write of the same resource
 * - any answer after an earlier attempt that may have been carried out
 */
export const toWriteAnswer = (client: KestraClient, answer: HttpAnswer, what: string): WriteAnswer => {
  if (isTaken(answer)) return { kind: 'saved', revision: revisionOf(answer) }
  const { status, earlier } = answer
  const { message } = explainAnswer(answer, what, client.target)
  if (status >= 400 && status < 500 && status !== CONFLICT && earlier === undefined)
    return { kind: status === METHOD_NOT_ALLOWED ? 'unsupported' : 'refused', message }
  return { kind: 'unclear', message, earlier: status === GATEWAY_TIMEOUT ? 'under way' : earlier }
}

/** As `toWriteAnswer`, with the name that the server stored. */
const toSaved = (client: KestraClient, answer: HttpAnswer, what: string): WriteAnswer => {
  const taken = toWriteAnswer(client, answer, what)
  return taken.kind === 'saved' ? { ...taken, storedAs: storedName(answer) } : taken
}

const storedName = (answer: HttpAnswer): StoredAs | undefined => {
  const { id, namespace } = readSaved(answer)
  return typeof id === 'string' ? { namespace: namespace ?? '', name: id } : undefined
}

const revisionOf = (answer: HttpAnswer): number | null => readSaved(answer).revision ?? null

const readSaved = (answer: HttpAnswer): z.infer<typeof saved> => {
  if (!answer.contentType.includes('json') || answer.body.length === 0) return {}
  return saved.safeParse(parseJson(answer.body.toString('utf8'))).data ?? {}
}
