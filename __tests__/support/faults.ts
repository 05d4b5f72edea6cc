import { gzipSync } from 'node:zlib'
import type { Fault, Reply } from './fault-proxy.ts'

/** What a fault does to one request, and what may come of it. */
export interface NamedFault {
  readonly name: string
  readonly fault: Fault
  /** It heals where the request may be sent again. */
  readonly isPassing: boolean
  /** The reasons with which a run that needs the answer may end. */
  readonly reasons: readonly string[]
  /** It concerns connections rather than requests: from then on there is no other. */
  readonly stays?: true
}

/** Seconds that the runs of the tests give one answer. */
export const ANSWER_SECONDS = 8

const JSON_TYPE = { 'content-type': 'application/json' }
const html = (status: number): Reply => ({
  status,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body: Buffer.from('<!doctype html><html><body>Sign in</body></html>'),
})
const says = (status: number, headers: Readonly<Record<string, string>> = {}): Reply => ({
  status,
  headers: { ...JSON_TYPE, ...headers },
  body: Buffer.from(JSON.stringify({ message: 'no' })),
})

const instead =
  (reply: Reply): Fault =>
  ({ answer }) =>
    answer(reply)

const afterwards =
  (reply: Reply): Fault =>
  async ({ forward, answer }) => {
    await forward()
    answer(reply)
  }

/** The head and half of the body; what is missing comes by `rest`. */
const halfOf =
  (rest: Fault): Fault =>
  async (exchange) => {
    const { status, headers, body } = await exchange.forward()
    const { response } = exchange
    response.writeHead(status, { ...headers, 'content-length': String(body.length + 2) })
    response.write(body.subarray(0, body.length / 2))
    await exchange.pause(0.1)
    await rest(exchange)
  }

const trickle: Fault = async ({ forward, response, pause }) => {
  const { status, headers } = await forward()
  response.writeHead(status, headers)
  for (let second = 0; second < 3 * ANSWER_SECONDS && !response.destroyed; second += 0.5) {
    response.write(' ')
    await pause(0.5)
  }
  response.destroy()
}

const BOMB = gzipSync(Buffer.alloc(50_000_000))

const LOST = ['server-unreachable', 'server-gone']
const SLOW = ['server-timeout', 'server-gone']
const BUSY = ['server-error', 'server-gone']
const NO_API = ['not-an-api-answer']

/** Faults of single requests; each is one column of the matrix. */
export const FAULTS: readonly NamedFault[] = [
  { name: 'refused', fault: ({ goAway }) => goAway(), isPassing: false, reasons: LOST, stays: true },
  { name: 'reset before', fault: ({ cut }) => cut(), isPassing: true, reasons: LOST },
  {
    name: 'reset after',
    fault: async ({ forward, cut }) => {
      await forward()
      cut()
    },
    isPassing: true,
    reasons: LOST,
  },
  {
    name: 'reset while the server acts',
    fault: async ({ forward, cut, pause }) => {
      cut()
      await pause(0.5)
      await forward()
    },
    isPassing: true,
    reasons: LOST,
  },
  {
    name: 'slow',
    fault: async ({ forward, answer, pause }) => {
      await pause(0.4 * ANSWER_SECONDS)
      answer(await forward())
    },
    isPassing: true,
    reasons: [],
  },
  {
    name: 'delayed past the limit',
    fault: async ({ forward, answer, pause }) => {
      await pause(1.5 * ANSWER_SECONDS)
      answer(await forward())
    },
    isPassing: true,
    reasons: SLOW,
  },
  {
    name: 'stalls before the head',
    fault: async ({ forward }) => void (await forward()),
    isPassing: true,
    reasons: SLOW,
  },
  { name: 'stalls in the body', fault: halfOf(() => undefined), isPassing: true, reasons: SLOW },
  { name: 'truncated', fault: halfOf(({ cut }) => cut()), isPassing: true, reasons: LOST },
  { name: 'trickles', fault: trickle, isPassing: true, reasons: SLOW },
  { name: '429', fault: instead(says(429)), isPassing: true, reasons: ['server-refused'] },
  {
    name: '429, retry-after 1',
    fault: instead(says(429, { 'retry-after': '1' })),
    isPassing: true,
    reasons: ['server-refused'],
  },
  {
    name: '429, retry-after 3600',
    fault: instead(says(429, { 'retry-after': '3600' })),
    isPassing: false,
    reasons: ['server-refused'],
  },
  { name: '500', fault: instead(says(500)), isPassing: false, reasons: ['server-error'] },
  { name: '500 after', fault: afterwards(says(500)), isPassing: false, reasons: ['server-error'] },
  { name: '502', fault: instead(html(502)), isPassing: true, reasons: BUSY },
  { name: '503, retry-after 1', fault: instead(says(503, { 'retry-after': '1' })), isPassing: true, reasons: BUSY },
  { name: '504', fault: instead(html(504)), isPassing: true, reasons: BUSY },
  { name: '504 after', fault: afterwards(html(504)), isPassing: true, reasons: BUSY },
  { name: 'HTML with 200', fault: instead(html(200)), isPassing: false, reasons: NO_API },
  { name: 'HTML with 200 after', fault: afterwards(html(200)), isPassing: false, reasons: NO_API },
  { name: 'HTML with 404', fault: instead(html(404)), isPassing: false, reasons: NO_API },
  {
    name: 'redirected',
    fault: instead({ status: 302, headers: { location: 'https://login.example.com/?next=x' }, body: Buffer.alloc(0) }),
    isPassing: false,
    reasons: ['server-redirects'],
  },
  {
    name: 'wrong type',
    fault: instead({ status: 200, headers: { 'content-type': 'text/plain' }, body: Buffer.from('OK') }),
    isPassing: false,
    reasons: NO_API,
  },
  {
    name: 'gzip bomb',
    fault: instead({ status: 200, headers: { ...JSON_TYPE, 'content-encoding': 'gzip' }, body: BOMB }),
    isPassing: false,
    reasons: NO_API,
  },
  {
    name: '401',
    fault: instead({ status: 401, headers: {}, body: Buffer.alloc(0) }),
    isPassing: false,
    reasons: ['unauthorized'],
  },
  { name: '403', fault: instead(says(403)), isPassing: false, reasons: ['forbidden'] },
]
