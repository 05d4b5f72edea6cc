import type { Operation } from './description.ts'
import type { Caller } from './permissions.ts'
import type { World } from './world.ts'

/** One call that passed authentication, permission and description checks. */
export interface ApiRequest {
  readonly operation: Operation
  readonly params: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  readonly body: Readonly<Record<string, unknown>>
  readonly accept: string
  readonly caller: Caller
}

export interface Reply {
  readonly status: number
  readonly body: unknown
  readonly headers?: Readonly<Record<string, string>>
}

export type Handler = (request: ApiRequest, world: World) => Reply

/** GitHub's error answer. Thrown by handlers, turned into a reply in one place. */
export class ApiError extends Error {
  readonly status: number
  readonly errors: readonly Readonly<Record<string, string>>[] | undefined

  constructor(status: number, message: string, errors?: readonly Readonly<Record<string, string>>[]) {
    super(message)
    this.status = status
    this.errors = errors
  }
}

export function notFound(): ApiError {
  return new ApiError(404, 'Not Found')
}

export function invalid(...errors: readonly Readonly<Record<string, string>>[]): ApiError {
  return new ApiError(422, 'Validation Failed', errors)
}

/** The text of a body field; absent and `null` read as `fallback`. */
export function textOf(body: ApiRequest['body'], field: string, fallback = ''): string {
  const value = body[field]
  return typeof value === 'string' ? value : fallback
}

/** The texts of a body field that holds a list; objects give their `name`, as labels may be written either way. */
export function textsOf(body: ApiRequest['body'], field: string): readonly string[] {
  const value = body[field]
  if (!Array.isArray(value)) return []
  return value.map((item) => (typeof item === 'string' ? item : String(item.name)))
}
