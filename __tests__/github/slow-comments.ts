import type { GitHubClient } from '../../src/github/api/client.ts'
import { bareClient, type Call, type Reply } from './bare-client.ts'

/** Where a call takes its time, in milliseconds: on its way there, and back. */
export interface Delays {
  readonly there: number
  readonly back: number
}

export const AT_ONCE: Delays = { there: 0, back: 0 }

interface Comment {
  readonly id: number
  body: string
}

/** Comments of one pull request in a time that only calls and pauses move on, so that every order of them can be played. */
export interface SlowComments {
  readonly bodies: () => readonly string[]
  readonly calls: () => number
  /** A client of its own for each job; its n-th call takes the n-th of `delays`. */
  client(delays: (call: number) => Delays): GitHubClient
  pause(ms: number): Promise<void>
  /** Plays jobs, each from its moment on, to their ends. */
  play<T>(jobs: readonly { readonly from: number; readonly work: () => Promise<T> }[]): Promise<readonly T[]>
}

export const slowComments = (): SlowComments => {
  const comments: Comment[] = []
  const waiting: { readonly at: number; readonly wake: () => void }[] = []
  let [now, lastId, calls] = [0, 0, 0]
  const pause = (ms: number) =>
    new Promise<void>((wake) => {
      waiting.push({ at: now + ms, wake })
    })
  const answerOf = ({ id, body }: Comment) => ({
    id,
    html_url: `https://github.com/acme/flows/pull/1#issuecomment-${id}`,
    created_at: '2026-11-22T00:00:00Z',
    body,
    user: { login: 'github-actions[bot]', type: 'Bot' },
  })
  const act = ({ method, path, body: { body } }: Call): Reply => {
    if (method === 'GET') return { data: comments.map(answerOf) }
    if (method === 'POST') {
      const comment = { id: ++lastId, body: String(body) }
      comments.push(comment)
      return { status: 201, data: answerOf(comment) }
    }
    const at = comments.findIndex(({ id }) => path.endsWith(`/issues/comments/${id}`))
    const comment = comments[at]
    if (comment === undefined) return { status: 404, data: { message: 'Not Found' } }
    if (method === 'DELETE') {
      comments.splice(at, 1)
      return { status: 204, data: null }
    }
    Object.assign(comment, { body: String(body) })
    return { data: answerOf(comment) }
  }
  return {
    bodies: () => comments.map(({ body }) => body),
    calls: () => calls,
    pause,
    client: (delays) => {
      let call = 0
      const send = async (asked: Call) => {
        calls += 1
        // What deletes takes its time from the write before.
        const { there, back } = asked.method === 'DELETE' ? AT_ONCE : delays(call++)
        await pause(there)
        const reply = act(asked)
        await pause(back)
        return reply
      }
      return bareClient(send, () => calls)
    },
    play: async (jobs) => {
      const ends = jobs.map(async ({ from, work }) => {
        await pause(from)
        return work()
      })
      let isOver = false
      const all = Promise.all(ends).finally(() => {
        isOver = true
      })
      while (!isOver) {
        await new Promise(setImmediate)
        const next = waiting.toSorted((a, b) => a.at - b.at)[0]
        if (next === undefined) continue
        waiting.splice(waiting.indexOf(next), 1)
        now = next.at
        next.wake()
      }
      return all
    },
  }
}
