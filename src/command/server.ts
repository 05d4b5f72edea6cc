import { readFile } from 'node:fs/promises'
import { connectKestra, type KestraClient } from '../kestra/client.ts'
import { UserError } from '../problem/user-error.ts'
import type { LiveFlow } from '../resource/live.ts'
import type { Settings } from '../settings/settings.ts'
import type { Host, RunLog } from './host.ts'

/** A server that is being read while the tree is: the connection, and all of its flows under way. */
export interface ServerReading extends AsyncDisposable {
  readonly client: Promise<KestraClient>
  readonly flows: Promise<readonly LiveFlow[]>
}

/**
 * Connects and begins to read the flows at once, so that the server works while this process parses the tree. Failures
 * come out where the two promises are awaited.
 */
export const startReading = (server: string, run: Connecting): ServerReading => {
  const client = connect(server, run)
  const flows = client.then((connected) => connected.readFlows())
  // Awaited later, or never when the tree cannot be read: without this, a failure would end the process before that.
  const settled = Promise.allSettled([client, flows])
  return {
    client,
    flows,
    [Symbol.asyncDispose]: async () => {
      const [connected] = await settled
      if (connected.status === 'fulfilled') await connected.value.close()
    },
  }
}

interface Connecting {
  readonly settings: Settings
  readonly log: RunLog
  readonly host: Host
}

/** Connects with the settings of a run; whoever calls it closes the client. */
export const connect = async (server: string, { settings, log, host }: Connecting): Promise<KestraClient> =>
  connectKestra({
    server,
    tenant: settings.tenant,
    credentials: settings.credentials,
    headers: settings.headers,
    caCertificate: settings.caCertFile === undefined ? undefined : await readCertificate(settings.caCertFile),
    timeoutSeconds: settings.timeoutSeconds,
    signal: host.signal,
    onRepeat: log.info,
  })

const readCertificate = async (file: string): Promise<string> => {
  try {
    const text = await readFile(file, 'utf8')
    if (text.includes('-----BEGIN CERTIFICATE-----')) return text
  } catch (error) {
    throw new UserError('invalid-settings', `Cannot read the file "${file}" of "ca-cert".`, { cause: error })
  }
  throw new UserError(
    'invalid-settings',
    `The file "${file}" of "ca-cert" holds no certificate in PEM form (-----BEGIN CERTIFICATE-----).`,
  )
}
