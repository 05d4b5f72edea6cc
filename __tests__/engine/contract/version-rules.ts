import type * as z from 'zod'
import type { RecordedResponse } from './recording.ts'

type Json = z.core.util.JSONType

/** A difference between the recorded version and the engine's that shows in many answers: what was recorded is rewritten to the engine's form. */
export interface VersionRule {
  readonly name: string
  readonly reason: string
  readonly rewrite: (recorded: RecordedResponse, path: string) => RecordedResponse
}

const PROBLEM_TYPES: Readonly<Record<string, readonly [slug: string, title: string]>> = {
  'Bad Request': ['bad-request', 'Bad request'],
  Conflict: ['conflict', 'Conflict'],
  'Illegal state': ['conflict', 'Conflict'],
  'Illegal argument': ['invalid-argument', 'Invalid argument'],
  'Internal server error': ['internal-error', 'Internal server error'],
  'Invalid entity': ['validation-failed', 'Validation failed'],
  'Invalid route params': ['invalid-request-body', 'Invalid request body'],
  'Method Not Allowed': ['method-not-allowed', 'Method not allowed'],
  'Not Found': ['not-found', 'Resource not found'],
  Unauthorized: ['unauthenticated', 'Authentication required'],
  'Unsupported Media Type': ['unsupported-media-type', 'Unsupported media type'],
}
const PROBLEM_BASE = 'https://kestra.io/docs/api-reference/problems/'
const SERVER_ERROR_DETAIL = 'An unexpected error occurred. Quote the traceId when contacting support.'

const anotherInstance: VersionRule = {
  name: 'another instance of another build',
  reason:
    'The engine has its own id and version, and leaves out what describes the web server, the AI helper and the UI.',
  rewrite: asEngineInstance,
}

export const rulesOf2: readonly VersionRule[] = [
  anotherInstance,
  {
    name: 'problem documents',
    reason:
      'Kestra PR #17912 (2026-08-06, after the snapshot): errors are RFC 9457 documents, also where there was no body (401).',
    rewrite: asProblem,
  },
  {
    name: 'flows carry draft',
    reason: 'Kestra PR #15717 (2026-07-03, after the snapshot).',
    rewrite: (recorded) => onFlows(recorded, (flow) => ({ ...flow, draft: false })),
  },
]

export const rulesOf1: readonly VersionRule[] = [
  anotherInstance,
  {
    name: 'flows carry updated',
    reason: '1.3 answers the date of the last write with every flow it reads; 1.0 does not.',
    rewrite: (recorded) => onFlows(recorded, (flow) => (isWriteAnswer(flow) ? flow : { ...flow, updated: 'a date' })),
  },
  {
    name: 'validation texts have a common beginning',
    reason:
      'Since about 1.2 every text starts with "Validation error: "; 1.0 started faults of the parser with a class name.',
    rewrite: withValidationPrefix,
  },
]

const INSTANCE_FIELDS = [
  'chartDefaultDuration',
  'commitDate',
  'commitId',
  'flowTemplate',
  'isAiApiKeyConfigured',
  'isConcurrencyViewEnabled',
  'isTaskRunEnabled',
  'isTemplateEnabled',
  'resourceToFilters',
  'url',
]
/** What the engine says that it is, by the recorded version: an older one of the same line, or the very snapshot. */
const ENGINE_VERSIONS: Readonly<Record<string, string>> = { '1.0.3': '1.3.31', '2.0.0-SNAPSHOT': '2.0.0-SNAPSHOT' }

function asEngineInstance(recorded: RecordedResponse, path: string): RecordedResponse {
  if (path !== '/api/v1/configs' || recorded.status !== 200) return recorded
  const kept = Object.entries(object(recorded.json ?? {})).filter(([name]) => !INSTANCE_FIELDS.includes(name))
  const { version, ...rest } = Object.fromEntries(kept)
  return {
    ...recorded,
    json: { ...rest, uuid: 'engine', version: ENGINE_VERSIONS[String(version)] ?? null, isAiEnabled: false },
  }
}

function asProblem(recorded: RecordedResponse, path: string): RecordedResponse {
  if (recorded.status < 400) return recorded
  const { message, _embedded } = object(recorded.json ?? { message: 'Unauthorized' })
  const [, reason = '', detail = ''] = /^([^:]*)(?:: (.*))?$/s.exec(String(message)) ?? []
  const [slug, title] = PROBLEM_TYPES[reason] ?? ['unknown', 'unknown']
  const isServerError = recorded.status >= 500
  const errors = list(object(_embedded ?? {})['errors'] ?? []).map(asProblemError)
  const { body: _, ...rest } = recorded
  return {
    ...rest,
    contentType: 'application/problem+json',
    json: {
      type: `${PROBLEM_BASE}${slug}`,
      title,
      status: recorded.status,
      detail: isServerError ? SERVER_ERROR_DETAIL : detail || title,
      instance: path.replace(/\?.*/, ''),
      errors,
      ...(isServerError ? { traceId: 'an id' } : {}),
    },
  }
}

function asProblemError(error: Json): Json {
  const { message = null, path = null } = object(error)
  const isPropertyPath = /^[\w.[\]]+$/.test(String(path))
  const pointer = `/${String(path)
    .split(/[.[\]]+/)
    .filter(Boolean)
    .join('/')}`
  return { detail: message, path, ...(isPropertyPath ? { pointer } : {}) }
}

function withValidationPrefix(recorded: RecordedResponse): RecordedResponse {
  if (!Array.isArray(recorded.json)) return recorded
  const json = recorded.json.map((item) => {
    const { constraints } = object(item)
    if (typeof constraints !== 'string') return item
    const text = constraints.replace(/^jakarta\.validation\.ConstraintViolationException: /, '')
    return { ...object(item), constraints: `Validation error: ${text}` }
  })
  return { ...recorded, json }
}

function onFlows(recorded: RecordedResponse, change: (flow: { [key: string]: Json }) => Json): RecordedResponse {
  if (recorded.json === undefined) return recorded
  const changed = (item: Json): Json => {
    if (Array.isArray(item)) return item.map(changed)
    const value = object(item)
    if ('results' in value) return { ...value, results: changed(value['results'] ?? []) }
    return 'tasks' in value && 'revision' in value ? change(value) : item
  }
  return { ...recorded, json: changed(recorded.json) }
}

/** What a write answers is the parsed source, without the empty lists that a read adds. */
function isWriteAnswer(flow: { [key: string]: Json }): boolean {
  return !('triggers' in flow) || flow['deleted'] === true
}

function object(value: Json): { [key: string]: Json } {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? value : {}
}

function list(value: Json): readonly Json[] {
  return Array.isArray(value) ? value : []
}
