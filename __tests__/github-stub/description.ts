import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv'
import addFormats from 'ajv-formats'
import description from './openapi.json' with { type: 'json' }

export interface Operation {
  readonly id: string
  readonly method: string
  readonly path: string
  readonly documentation: string
}

export interface FoundOperation {
  readonly operation: Operation
  /** Path parameters, decoded. */
  readonly params: Readonly<Record<string, string>>
}

const DOCUMENT = 'github'
const entries = description.operations.map((operation, index) => ({
  operation,
  index,
  pattern: pathPattern(operation),
  fixedSegments: operation.path.split('/').filter((segment) => !segment.startsWith('{')).length,
}))
const checks = new Map<string, ValidateFunction>()
const ajv = newAjv({ coerceTypes: false })
const queryAjv = newAjv({ coerceTypes: true })

/** The operation that a path belongs to, by GitHub's own description; the one with the most fixed segments wins. */
export function findOperation(method: string, pathname: string): FoundOperation | undefined {
  const found = entries
    .filter(({ operation, pattern }) => operation.method === method && pattern.test(pathname))
    .sort((a, b) => b.fixedSegments - a.fixedSegments)[0]
  if (found === undefined) return undefined
  const groups = found.pattern.exec(pathname)?.groups ?? {}
  const params = Object.fromEntries(Object.entries(groups).map(([name, text]) => [name, decodeURIComponent(text)]))
  return { operation: found.operation, params }
}

/** What a request holds that GitHub does not describe, or lacks that it asks for. GitHub itself ignores unknown fields silently. */
export function requestBreaches(operation: Operation, query: URLSearchParams, body: unknown): readonly string[] {
  const { index, operation: described } = entryOf(operation)
  const breaches: string[] = []
  const checkQuery = queryCheck(operation)
  if (!checkQuery(Object.fromEntries(query))) breaches.push(...texts(checkQuery.errors, 'query'))
  if (!('requestBody' in described)) return body === undefined ? breaches : [...breaches, 'body: none is described']
  const check = checkOf(`operations/${index}/requestBody`)
  if (!check(body ?? {})) breaches.push(...texts(check.errors, 'body'))
  const known: unknown = 'properties' in described.requestBody ? described.requestBody.properties : undefined
  if (typeof known !== 'object' || known === null || typeof body !== 'object' || body === null) return breaches
  const unknown = Object.keys(body).filter((field) => !(field in known))
  return [...breaches, ...unknown.map((field) => `body/${field}: is not described`)]
}

/** What a reply holds that GitHub would not send. Errors that an operation does not list must be GitHub's basic error. */
export function replyBreaches(operation: Operation, status: number, body: unknown): readonly string[] {
  const { index, operation: described } = entryOf(operation)
  const schema = Object.entries(described.responses).find(([key]) => key === String(status))?.[1]
  if (schema === undefined && status < 400) return [`reply: status ${status} is not described`]
  if (schema === null) return body === undefined || body === null ? [] : ['reply: no body is described']
  const check = checkOf(
    schema === undefined ? 'components/schemas/basic-error' : `operations/${index}/responses/${status}`,
  )
  return check(body) ? [] : texts(check.errors, 'reply')
}

/** Where a value, such as a part of an event's payload, is not what GitHub's description calls `schema`. */
export function schemaBreaches(schema: string, value: unknown): readonly string[] {
  const check = checkOf(`components/schemas/${schema}`)
  return check(value) ? [] : texts(check.errors, schema)
}

function newAjv({ coerceTypes }: { readonly coerceTypes: boolean }): Ajv {
  // Not strict: GitHub uses formats of its own (repo.nwo, timestamp) and keywords without a type.
  const created = new Ajv({ strict: false, allErrors: true, coerceTypes, logger: false })
  addFormats.default(created)
  return created.addSchema(description, DOCUMENT)
}

function entryOf(operation: Operation) {
  const entry = entries.find((candidate) => candidate.operation.id === operation.id)
  if (entry === undefined) throw new Error(`${operation.id} is not in openapi.json`)
  return entry
}

function checkOf(pointer: string): ValidateFunction {
  const check = checks.get(pointer) ?? ajv.compile({ $ref: `${DOCUMENT}#/${pointer}` })
  checks.set(pointer, check)
  return check
}

function queryCheck(operation: Operation): ValidateFunction {
  const key = `query ${operation.id}`
  const { index, operation: described } = entryOf(operation)
  const parameters = described.parameters.map((parameter, position) => ({ ...parameter, position }))
  const properties = parameters
    .filter((parameter) => parameter.in === 'query')
    .map(({ name, position }) => [name, { $ref: `${DOCUMENT}#/operations/${index}/parameters/${position}/schema` }])
  const check =
    checks.get(key) ??
    queryAjv.compile({ type: 'object', properties: Object.fromEntries(properties), additionalProperties: false })
  checks.set(key, check)
  return check
}

function pathPattern(operation: (typeof description.operations)[number]): RegExp {
  const isMultiSegment = (name: string) =>
    operation.parameters.some((parameter) => parameter.name === name && parameter.isMultiSegment)
  const source = operation.path.replace(/[.]/g, '\\.').replace(/\{(\w+)\}/g, (_, name: string) => {
    return isMultiSegment(name) ? `(?<${name}>.+)` : `(?<${name}>[^/]+)`
  })
  return new RegExp(`^${source}$`)
}

function texts(errors: readonly ErrorObject[] | null | undefined, where: string): readonly string[] {
  return (errors ?? []).map(
    (error) => `${where}${error.instancePath}: ${error.message} ${JSON.stringify(error.params)}`,
  )
}
