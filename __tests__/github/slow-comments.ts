import type { GitHubClient } from '../../src/github/client.ts'

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
  const act = (route: string, { comment_id: id, body }: Readonly<Record<string, unknown>>): unknown => {
    const at = comments.findIndex((comment) => comment.id === id)
    const [verb] = route.split(' ')
    if (verb === 'GET') return comments.map(answerOf)
    if (verb === 'POST') {
      const comment = { id: ++lastId, body: String(body) }
      comments.push(comment)
      return answerOf(comment)
    }
    const comment = comments[at]
    if (comment === undefined) throw Object.assign(new Error('Not Found'), { status: 404, response: { data: {} } })
    if (verb === 'DELETE') return comments.splice(at, 1)
    Object.assign(comment, { body: String(body) })
    return answerOf(comment)
  }
  return {
    bodies: () => comments.map(({ body }) => body),
    calls: () => calls,
    pause,
    client: (delays) => {
      let call = 0
      const send = async (route: string, parameters: Readonly<Record<string, unknown>>) => {
        calls += 1
        // What deletes takes its time from the write before.
        const { there, back } = route.startsWith('DELETE') ? AT_ONCE : delays(call++)
        await pause(there)
        try {
          return act(route, parameters)
        } finally {
          await pause(back)
        }
      }
      return {
        request: async (route, parameters) => ({ data: await send(route, parameters) }),
        paginate: async (route, parameters) => (await send(route, parameters)) as readonly unknown[],
        viewerLogin: async () => undefined,
        requestCount: () => calls,
      }
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
