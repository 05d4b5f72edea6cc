import type { Reply } from './api.ts'

export interface Fault {
  /** Absent: every method. */
  readonly method?: string
  /** Tested against path and query. Absent: every path. */
  readonly path?: RegExp
  /** How many calls it hits; default 1. */
  readonly times?: number
  /** How many calls it lets pass first; default 0. */
  readonly after?: number
  /** Wait before the answer. */
  readonly delayMs?: number
  /** Answer with this status; without it and without `isDropped` only the delay happens. */
  readonly status?: number
  readonly message?: string
  readonly headers?: Readonly<Record<string, string>>
  /** Close the connection instead of an answer. */
  readonly isDropped?: boolean
  /** Do what was asked, then fail: the caller cannot tell it from a call that was never done. */
  readonly isApplied?: boolean
}

export interface Faults {
  add(fault: Fault): void
  /** The first fault that hits this call, counted. */
  take(method: string, path: string): Fault | undefined
}

export function createFaults(): Faults {
  const pending: { readonly fault: Fault; passes: number; left: number }[] = []
  return {
    add: (fault) => void pending.push({ fault, passes: fault.after ?? 0, left: fault.times ?? 1 }),
    take(method, path) {
      for (const entry of pending) {
        const isMeant = (entry.fault.method ?? method) === method && (entry.fault.path?.test(path) ?? true)
        if (!isMeant || entry.left === 0) continue
        if (entry.passes > 0) {
          entry.passes--
          continue
        }
        entry.left--
        return entry.fault
      }
      return undefined
    },
  }
}

/** The answer of a fault that has a status. GitHub's gateways answer 5xx with HTML, so clients must not count on JSON there. */
export function faultReply(fault: Fault, status: number): Reply {
  const message = fault.message ?? (status >= 500 ? 'Server Error' : 'Fault on demand')
  return { status, body: { message, documentation_url: 'https://docs.github.com/rest' }, headers: fault.headers ?? {} }
}

/** GitHub's answer to too many writes at once, with the wait that it asks for. */
export function secondaryLimit(retryAfterSeconds: number): Fault {
  return {
    status: 403,
    message:
      'You have exceeded a secondary rate limit. Please wait a few minutes before you try again. If you reach out to GitHub Support for help, please include the request ID.',
    headers: { 'retry-after': String(retryAfterSeconds) },
  }
}
