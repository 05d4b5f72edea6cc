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

/** The name that a server gives to what it has stored; the namespace is empty for what lives in the tenant. */
export interface StoredAs {
  readonly namespace: string
  readonly name: string
}

/**
 * How the server took a write. `saved`: under that name, where it says so. `unclear`: it may have been stored all the same, now or soon (`earlier`); look before deciding. `missing`: there was nothing to change or to
 * delete, where an attempt before this one did not do it (`earlier`). `ended`: it is not stored, and would have
 * been sent again if the run had not been ended. `unsupported`: the server has no such route (405), so it stores nothing of this kind.
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

/** A text of YAML that is stored at a path; `what` completes "Cannot …". */
interface YamlWrite {
  readonly path: string
  readonly source: string
  readonly what: string
}

/** `POST` of a text. What exists already is 422 before 2.0.0 and 409 since: both `exists` (docs/internals/facts/kestra.md, "Creating what exists"). */
export const createYaml = async (client: KestraClient, { path, source, what }: YamlWrite): Promise<WriteAnswer> => {
  const answer = await client.http.send({ method: 'POST', path, body: source, contentType: YAML })
  const isThere = answer.status === 409 || (answer.status === 422 && answer.body.includes('already exists'))
  return isThere ? { kind: 'exists' } : toSaved(client, answer, what)
}

/** `PUT` of a text; what is gone is 404. */
export const updateYaml = async (client: KestraClient, { path, source, what }: YamlWrite): Promise<WriteAnswer> => {
  const answer = await client.http.send({ method: 'PUT', path, body: source, contentType: YAML })
  return answer.status === 404 ? { kind: 'missing' } : toSaved(client, answer, what)
}

/** `DELETE /flows/{ns}/{id}`: 204, or 404 when it is gone already. */
export const deleteFlow = async (client: KestraClient, { namespace, id }: FlowName): Promise<WriteAnswer> => {
  const path = addressOf(client, '/flows/{namespace}/{id}', { namespace, id })
  const answer = await client.http.send({ method: 'DELETE', path })
  return answer.status === 404
    ? { kind: 'missing', earlier: answer.earlier }
    : toWriteAnswer(client, answer, 'delete the flow')
}

/**
 * What an answer to a write says, where its status alone tells no more; `what` completes "Cannot …". Unclear are a 5xx, a 200 that is not Kestra's, a conflict
 * with another write of the same resource, and whatever is answered once an earlier attempt may have been carried out (docs/internals/facts/kestra.md, "Two writes at once").
 */
export const toWriteAnswer = (client: KestraClient, answer: HttpAnswer, what: string): WriteAnswer => {
  if (isTaken(answer)) return { kind: 'saved', revision: revisionOf(answer) }
  const { status, earlier } = answer
  const { message } = explainAnswer(answer, what, client.target)
  if (status >= 400 && status < 500 && status !== CONFLICT && earlier === undefined)
    return { kind: status === METHOD_NOT_ALLOWED ? 'unsupported' : 'refused', message }
  return { kind: 'unclear', message, earlier: status === GATEWAY_TIMEOUT ? 'under way' : earlier }
}

/** `toWriteAnswer` where the server answers what it has stored: with the name of it. */
const toSaved = (client: KestraClient, answer: HttpAnswer, what: string): WriteAnswer => {
  const taken = toWriteAnswer(client, answer, what)
  return taken.kind === 'saved' ? { ...taken, storedAs: nameOf(answer) } : taken
}

const nameOf = (answer: HttpAnswer): StoredAs | undefined => {
  const { id, namespace } = readSaved(answer)
  return typeof id === 'string' ? { namespace: namespace ?? '', name: id } : undefined
}

const revisionOf = (answer: HttpAnswer): number | null => readSaved(answer).revision ?? null

const readSaved = (answer: HttpAnswer): z.infer<typeof saved> => {
  if (!answer.contentType.includes('json') || answer.body.length === 0) return {}
  return saved.safeParse(parseJson(answer.body.toString('utf8'))).data ?? {}
}
