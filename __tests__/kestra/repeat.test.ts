import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Circuit, createCircuit } from '../../src/kestra/http/circuit.ts'
import { type HttpAnswer, type HttpRequest, TOTAL_TIMEOUT } from '../../src/kestra/http/exchange.ts'
import { explainConnectionError, explainUnavailable } from '../../src/kestra/http/explain-connection.ts'
import { sendWithRepeats } from '../../src/kestra/http/repeat.ts'

const SERVER = 'https://kestra.acme.io'
const GET: HttpRequest = { method: 'GET', path: '/api/v1/main/flows/a/b?source=true' }
const PUT: HttpRequest = { method: 'PUT', path: '/api/v1/main/flows/a/b' }
const POST: HttpRequest = { method: 'POST', path: '/api/v1/main/flows' }

const fault = (code: string): Error => Object.assign(new Error(code), { code })
const answer = (status: number, askedPauseMs?: number): HttpAnswer => ({
  status,
  contentType: 'application/json',
  body: Buffer.from('{}'),
  askedPauseMs,
})

/** A server as its answers, one after the other; the last one is repeated. `'silence'` never comes. */
type Said = HttpAnswer | Error | 'silence'

interface Line {
  readonly circuit: Circuit
  readonly reported: string[]
  sent: number
  send(call: HttpRequest): Promise<HttpAnswer>
  cancel(): void
}

const lineTo = (said: readonly Said[], isAlive = false): Line => {
  const end = new AbortController()
  const circuit = createCircuit({
    isAlive: async () => isAlive,
    explain: () => explainUnavailable(SERVER),
    secondMs: 1000,
  })
  const line: Line = {
    circuit,
    reported: [],
    sent: 0,
    cancel: () => end.abort(new Error('cancelled')),
    send: (call) =>
      sendWithRepeats(call, {
        circuit,
        signal: end.signal,
        ends: circuit.unavailableError,
        explain: (error) =>
          explainConnectionError(error, { server: SERVER, timeoutSeconds: 60, call, hasAnswered: true }),
        onRepeat: (sentence) => line.reported.push(sentence),
        secondMs: 1000,
        exchange: async () => {
          const next = said[Math.min(line.sent, said.length - 1)]
          line.sent += 1
          if (next === undefined || next instanceof Error) throw next
          if (next !== 'silence') return next
          return new Promise((_, reject) => {
            circuit.unavailableError.addEventListener('abort', () => reject(circuit.unavailableError.reason))
          })
        },
      }),
  }
  return line
}

/** The result of a call within `ms` of the fake clock: its reason code or status, or `pending`. */
const within = async (ms: number, call: Promise<HttpAnswer>): Promise<string | number> => {
  let end: string | number = 'pending'
  call.then(
    ({ status }) => {
      end = status
    },
    (error: { reason?: string }) => {
      end = error.reason ?? String(error)
    },
  )
  await vi.advanceTimersByTimeAsync(ms)
  return end
}

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('a call', () => {
  it.each([
    ['401', answer(401)],
    ['403', answer(403)],
    ['404', answer(404)],
    ['500', answer(500)],
  ])('is sent once when the answer is %s', async (_name, said) => {
    const line = lineTo([said])
    expect(await within(0, line.send(GET))).toBe(said.status)
    expect(line).toMatchObject({ sent: 1, reported: [] })
  })

  it.each([
    ['a connection that is refused', fault('ECONNREFUSED'), 'server-unreachable'],
    ['a connection that is cut', fault('ECONNRESET'), 'server-unreachable'],
    ['503', answer(503), 503],
    ['429 that asks for no pause', answer(429), 429],
  ])('is sent four times, and one line reported for each repeat, on %s', async (_name, said, end) => {
    const line = lineTo([said])
    expect(await within(30_000, line.send(PUT))).toBe(end)
    expect(line.sent).toBe(4)
    expect(line.reported).toHaveLength(3)
    expect(line.reported[0]).toMatch(/^PUT \/api\/v1\/main\/flows\/a\/b: .+\. Asking again in 0\.4 s\.$/)
  })

  it('that creates is never sent twice, and a validation is', async () => {
    const line = lineTo([fault('ECONNRESET')])
    expect(await within(30_000, line.send(POST))).toBe('server-unreachable')
    expect(line.sent).toBe(1)
    const validating = lineTo([fault('ECONNRESET')])
    expect(await within(30_000, validating.send({ ...POST, isRead: true }))).toBe('server-unreachable')
    expect(validating.sent).toBe(4)
  })

  it('waits as long as the server asks, but not for more than 30 s in all', async () => {
    const line = lineTo([answer(429, 20_000), answer(429, 20_000), answer(200)])
    expect(await within(60_000, line.send(GET))).toBe(429)
    expect(line.sent).toBe(2)
  })

  it('that got no whole answer in time is asked once more', async () => {
    const line = lineTo([fault(TOTAL_TIMEOUT)])
    expect(await within(60_000, line.send(GET))).toBe('server-timeout')
    expect(line.sent).toBe(2)
  })

  it.each([
    ['nothing, where it was answered', [answer(200)], undefined],
    ['nothing, where it was not taken', [fault('ECONNREFUSED'), answer(429), answer(409)], undefined],
    ['that it was lost, where the connection was cut', [fault('ECONNRESET'), answer(429), answer(409)], 'lost'],
    ['that it was lost, where a gateway lost it', [answer(502), answer(409)], 'lost'],
    [
      'that it may be under way, where the client stopped waiting',
      [fault(TOTAL_TIMEOUT), answer(503), answer(409)],
      'under way',
    ],
    ['that it may be under way behind a gateway', [answer(504), fault('ECONNRESET'), answer(409)], 'under way'],
  ] as const)('reports the attempts before the last one %s', async (_name, said, earlier) => {
    const call = lineTo(said).send(PUT)
    await vi.advanceTimersByTimeAsync(30_000)
    expect(await call).toMatchObject({ earlier })
  })

  it('is not sent again after the run was ended, and its pause ends at once', async () => {
    const line = lineTo([answer(429, 20_000)])
    const call = line.send(PUT)
    expect(await within(1000, call)).toBe('pending')
    line.cancel()
    expect(await within(0, call)).toBe(429)
    expect(line.sent).toBe(1)
  })
})

describe('a server that went away', () => {
  const BUDGET_MS = 30_000

  it.each([
    ['refuses connections', fault('ECONNREFUSED')],
    ['hangs', 'silence' as const],
    ['is behind a gateway that answers 502', answer(502)],
  ])('is given up once when it %s, and every later call fails at once with the same error', async (_name, said) => {
    const line = lineTo([answer(200), said])
    expect(await within(0, line.send(GET))).toBe(200)
    expect(await within(BUDGET_MS, line.send(PUT))).toBe('server-gone')
    const { sent } = line
    for (const call of [GET, PUT, POST]) expect(await within(0, line.send(call))).toBe('server-gone')
    expect(line.sent).toBe(sent)
  })

  it('is waited for while it restarts', async () => {
    const line = lineTo([answer(200), ...Array.from({ length: 8 }, () => fault('ECONNREFUSED')), answer(200)])
    expect(await within(0, line.send(GET))).toBe(200)
    expect(await within(BUDGET_MS, line.send(PUT))).toBe(200)
  })

  it('is not unavailable while it is only slow', async () => {
    const line = lineTo([answer(200), 'silence'], true)
    expect(await within(0, line.send(GET))).toBe(200)
    expect(await within(10 * BUDGET_MS, line.send(PUT))).toBe('pending')
  })

  it('is not unavailable when nothing was asked of it for a while', async () => {
    const line = lineTo([answer(200)])
    expect(await within(0, line.send(GET))).toBe(200)
    await vi.advanceTimersByTimeAsync(10 * BUDGET_MS)
    expect(await within(0, line.send(GET))).toBe(200)
  })

  it('and has not answered at all gets what "timeout" allows', async () => {
    const line = lineTo(['silence'])
    expect(await within(10 * BUDGET_MS, line.send(GET))).toBe('pending')
    expect(line.circuit.unavailableError.aborted).toBe(false)
  })
})
