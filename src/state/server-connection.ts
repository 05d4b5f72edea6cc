import { X509Certificate } from 'node:crypto'
import { UserError } from '../finding/user-error.ts'
import type { KestraClient } from '../kestra/client.ts'
import { connectKestra } from '../kestra/connect.ts'
import { readLiveFlows } from '../kinds/on-server.ts'
import { recordHome } from '../record/deployment-record.ts'
import { readNamedText } from '../repository/named-files.ts'
import { isAllowedNamespace } from '../resource/namespace.ts'
import type { ResourceMap } from '../resource/resource-state.ts'
import type { Settings } from '../settings/settings.ts'
import { counted, seconds } from '../text/lists.ts'
import type { RunLog, RunOptions, ServerConnection } from './run-options.ts'

/**
 * Connects and starts to read all flows, so that the server works while this process parses the tree. Failures are thrown where
 * `client` and `flows` are awaited.
 */
export const openConnection = (
  server: string,
  run: ConnectionInput & Partial<Pick<RunOptions, 'command'>>,
): ServerConnection => {
  const client = connect(server, run)
  // `test` does not use the flows on the server.
  const flows =
    run.command === 'test'
      ? Promise.resolve(new Map())
      : client.then((connected) => readAllowedFlows(connected, run.settings))
  // Both are awaited later, or never if the tree cannot be read. An unhandled failure would end the process before that.
  const bothEnded = Promise.allSettled([client, flows])
  return {
    client,
    flows,
    [Symbol.asyncDispose]: async () => {
      const [connected] = await bothEnded
      if (connected.status === 'fulfilled') await connected.value.http.close()
    },
  }
}

/** One request lists the flows of all namespaces. Flows that this job may not see are removed here. */
const readAllowedFlows = async (client: KestraClient, { namespaces }: Settings): Promise<ResourceMap> => {
  const flows = await readLiveFlows(client)
  return new Map([...flows].filter(([, { name }]) => isAllowedNamespace(recordHome(name), namespaces)))
}

type ConnectionInput = Pick<RunOptions, 'settings' | 'directory' | 'log' | 'runtime'>

/** Connects with the settings of a run. The caller closes the client. */
export const connect = async (
  server: string,
  { settings, directory, log, runtime }: ConnectionInput,
): Promise<KestraClient> =>
  connectKestra({
    server,
    tenant: settings.tenant,
    credentials: settings.credentials,
    headers: settings.headers,
    caCertificate:
      settings.caCertFile === undefined ? undefined : await readCertificate(settings.caCertFile, directory),
    timeoutSeconds: settings.timeoutSeconds,
    signal: runtime.signal,
    onRepeat: log.info,
    onAnswer: logReading(log, runtime.now),
    secondMs: runtime.secondMs,
  })

/** Reading shorter than this is not logged. */
const SILENT_MS = 1_000
const BETWEEN_LINES_MS = 200

/** Logs `Reading from the server: 340 answers, 12 s` several times a second. */
export const logReading = (log: Pick<RunLog, 'reading'>, now: () => number): (() => void) => {
  const start = now()
  let count = 0
  let next = start + SILENT_MS
  return () => {
    count += 1
    const time = now()
    if (time < next) return
    next = time + BETWEEN_LINES_MS
    log.reading(`Reading from the server: ${counted(count, 'answer')}, ${seconds(time - start)}`)
  }
}

/** Reads a certificate file. Errors never contain its content, because the path may lead to any file. */
const readCertificate = async (file: string, workspace: string): Promise<string> => {
  const text = await readText(file, workspace)
  if (!text.includes('-----BEGIN CERTIFICATE-----'))
    throw new UserError(
      'invalid-settings',
      `The file "${file}" of "ca-cert" holds no certificate in PEM form (-----BEGIN CERTIFICATE-----).`,
    )
  if (isCertificate(text)) return text
  throw new UserError(
    'invalid-settings',
    `The file "${file}" of "ca-cert" holds a certificate that cannot be read: something between its first and its last line is missing or changed. Get it anew.`,
  )
}

const readText = async (file: string, workspace: string): Promise<string> => {
  try {
    return await readNamedText({ path: file, workspace, as: `the file "${file}" of "ca-cert"` })
  } catch (error) {
    if (error instanceof UserError) throw error
    throw new UserError('invalid-settings', `Cannot read the file "${file}" of "ca-cert".`, { cause: error })
  }
}

const isCertificate = (text: string): boolean => {
  try {
    return new X509Certificate(text).raw.length > 0
  } catch {
    return false
  }
}
