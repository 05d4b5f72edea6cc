import { startEngine } from '../../__tests__/engine/start-engine.ts'

/** The Kestra server of the demo. */
export interface DemoServer extends AsyncDisposable {
  readonly url: string
  readonly tenant: string
  readonly username: string
  readonly password: string
  /** Changes a flow behind Git's back, as the UI does. */
  edit(namespace: string, id: string, change: (source: string) => string): Promise<void>
}

/** The server of KESTRA_URL, or Kestra's real engine, started for the demo. */
export const openServer = async (): Promise<DemoServer> => {
  const { KESTRA_URL, KESTRA_USERNAME, KESTRA_PASSWORD, KESTRA_TENANT } = process.env
  if (KESTRA_URL !== undefined && KESTRA_URL !== '') {
    return asDemoServer({
      url: KESTRA_URL.replace(/\/+$/, ''),
      tenant: KESTRA_TENANT ?? 'main',
      username: KESTRA_USERNAME ?? '',
      password: KESTRA_PASSWORD ?? '',
      stop: async () => undefined,
    })
  }
  console.log('Starting Kestra 2.0.0, its real engine (10 to 30 s) …')
  const engine = await startEngine({ version: '2.0.0', anyTenant: false, isRunning: true })
  return asDemoServer({ ...engine, tenant: 'main' })
}

interface Connection {
  readonly url: string
  readonly tenant: string
  readonly username: string
  readonly password: string
  stop(): Promise<void>
}

const asDemoServer = (connection: Connection): DemoServer => {
  const { url, tenant, username, password } = connection
  const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`
  const edit: DemoServer['edit'] = async (namespace, id, change) => {
    const path = `${url}/api/v1/${tenant}/flows/${namespace}/${id}`
    const { source } = (await (await fetch(`${path}?source=true`, { headers: { authorization } })).json()) as {
      source: string
    }
    const answer = await fetch(path, {
      method: 'PUT',
      headers: { authorization, 'content-type': 'application/x-yaml' },
      body: change(source),
    })
    if (!answer.ok)
      throw new Error(`The edit of ${namespace}.${id} was answered with ${answer.status}: ${await answer.text()}`)
  }
  return { ...connection, edit, [Symbol.asyncDispose]: () => connection.stop() }
}
