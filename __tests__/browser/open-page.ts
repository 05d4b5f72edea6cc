import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { pathToFileURL } from 'node:url'
import * as z from 'zod'

const message = z.looseObject({
  id: z.number().optional(),
  method: z.string().optional(),
  params: z.looseObject({}).optional(),
  result: z.looseObject({}).optional(),
  error: z.looseObject({ message: z.string() }).optional(),
})
type Result = Readonly<Record<string, unknown>>

/** A page in a real browser. Nothing in it was ever on the network: it is a file. */
export interface OpenPage extends AsyncDisposable {
  /** The value of an expression of JavaScript on the page, as JSON carries it. */
  evaluate(expression: string): Promise<unknown>
  /** A call of the Chrome DevTools Protocol. */
  send(method: string, params?: Result): Promise<Result>
  press(key: string): Promise<void>
  /** Addresses of everything that the page asked for, itself included. */
  readonly requests: readonly string[]
  /** Why the browser made none of a request that the page asked for. */
  readonly blocked: readonly string[]
  /** What the browser complained about: broken policies, errors of scripts. */
  readonly complaints: readonly string[]
}

/** Opens a document in headless Chromium, over a pipe; resolves when it is loaded. */
export const openPage = async (chromium: string, document: string): Promise<OpenPage> => {
  const folder = mkdtempSync(join(tmpdir(), 'page-'))
  const file = join(folder, 'page.html')
  writeFileSync(file, document)
  const flags = ['--headless', '--no-sandbox', '--no-zygote', '--disable-gpu', '--remote-debugging-pipe']
  const child = spawn(chromium, [...flags, `--user-data-dir=${join(folder, 'profile')}`], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
  })
  const [requests, blocked, complaints]: [string[], string[], string[]] = [[], [], []]
  const call = talkTo(child, (method, params) => {
    const text = JSON.stringify(params)
    if (method === 'Network.requestWillBeSent')
      requests.push(z.object({ request: z.object({ url: z.string() }) }).parse(params).request.url)
    if (method === 'Network.loadingFailed') blocked.push(String(params['blockedReason']))
    if (method === 'Log.entryAdded' || method === 'Runtime.exceptionThrown') complaints.push(text)
    if (method === 'Page.loadEventFired') loaded.resolve()
  })
  const loaded = Promise.withResolvers<void>()
  const { targetId } = await call('Target.createTarget', { url: 'about:blank' })
  const { sessionId } = await call('Target.attachToTarget', { targetId, flatten: true })
  const send = (method: string, params: Result = {}) => call(method, params, String(sessionId))
  for (const domain of ['Page', 'Network', 'Log', 'Runtime']) await send(`${domain}.enable`)
  await send('Page.navigate', { url: pathToFileURL(file).href })
  await loaded.promise
  return {
    send,
    requests,
    blocked,
    complaints,
    evaluate: async (expression) => {
      const { result, exceptionDetails } = await send('Runtime.evaluate', {
        expression,
        returnByValue: true,
        awaitPromise: true,
      })
      if (exceptionDetails !== undefined) throw new Error(JSON.stringify(exceptionDetails))
      return z.looseObject({ value: z.unknown().optional() }).parse(result).value
    },
    press: async (key) => {
      const text = key.length === 1 ? { text: key } : {}
      await send('Input.dispatchKeyEvent', { type: 'keyDown', key, ...text })
      await send('Input.dispatchKeyEvent', { type: 'keyUp', key })
    },
    [Symbol.asyncDispose]: async () => {
      const ended = new Promise((resolve) => child.once('exit', resolve))
      // It may have ended before it answers that it will.
      await call('Browser.close').catch(() => ended)
      await ended
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

type Call = (method: string, params?: Result, sessionId?: string) => Promise<Result>

/** Messages are JSON, parted by NUL (the pipe of the Chrome DevTools Protocol): number 3 to the browser, 4 from it. */
const talkTo = (child: ChildProcess, tell: (method: string, params: Result) => void): Call => {
  const [, , , input, output] = child.stdio as readonly (Readable | Writable | null | undefined)[] as [
    null,
    null,
    null,
    Writable,
    Readable,
  ]
  const waiting = new Map<number, PromiseWithResolvers<Result>>()
  child.once('exit', () => {
    for (const { reject } of waiting.values()) reject(new Error('The browser ended.'))
  })
  let rest = ''
  output.setEncoding('utf8').on('data', (chunk: string) => {
    const pieces = `${rest}${chunk}`.split('\0')
    rest = pieces.pop() ?? ''
    for (const piece of pieces) {
      const { id, method, params = {}, result = {}, error } = message.parse(JSON.parse(piece))
      if (method !== undefined) tell(method, params)
      if (id === undefined) continue
      if (error === undefined) waiting.get(id)?.resolve(result)
      else waiting.get(id)?.reject(new Error(error.message))
      waiting.delete(id)
    }
  })
  let last = 0
  return (method, params = {}, sessionId = undefined) => {
    last += 1
    const answer = Promise.withResolvers<Result>()
    waiting.set(last, answer)
    input.write(`${JSON.stringify({ id: last, method, params, sessionId })}\0`)
    return answer.promise
  }
}
