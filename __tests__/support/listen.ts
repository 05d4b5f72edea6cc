import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A server on a free port of the loopback; gone when it is disposed. */
export interface Listening extends AsyncDisposable {
  readonly url: string
}

export const listen = async (server: Server, scheme: 'http' | 'https' = 'http'): Promise<Listening> => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise<void>((resolve) => void server.close(() => resolve()))
    },
  }
}
