import { createServer } from 'node:http'
import { listen } from './listen.ts'

/** What the server gets in the place of a body; the path has its query. */
export type Reread = (call: { readonly method: string; readonly path: string }, body: string) => string

/**
 * In front of a server: gives it other texts than were sent, as if it read them otherwise than everybody else. All that it answers is
 * its own.
 */
export const otherParser = (server: string, reread: Reread) =>
  listen(
    createServer((incoming, answer) => {
      const forward = async () => {
        const chunks: Buffer[] = []
        for await (const chunk of incoming) chunks.push(chunk)
        const { method = 'GET', url: path = '/' } = incoming
        const { authorization = '', accept = '*/*', 'content-type': type } = incoming.headers
        const body = Buffer.concat(chunks)
        const sent = body.length === 0 ? body : Buffer.from(reread({ method, path }, body.toString('latin1')), 'latin1')
        const reply = await fetch(`${server}${path}`, {
          method,
          headers: { authorization, accept, ...(type !== undefined && { 'content-type': type }) },
          ...(sent.length > 0 && { body: sent }),
        })
        answer.writeHead(reply.status, { 'content-type': reply.headers.get('content-type') ?? '' })
        answer.end(Buffer.from(await reply.arrayBuffer()))
      }
      forward().catch((error: unknown) => answer.destroy(error as Error))
    }),
  )
