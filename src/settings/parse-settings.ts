import { UserError } from '../problem/user-error.ts'
import { parseCredentials, parseHeaders, parseServer, secretsOf } from './connection-settings.ts'
import { parseNamespaceMap, parseNamespaces } from './namespace-map.ts'
import { type RawSettings, type SettingsReader, settingsReader } from './raw-settings.ts'
import type { Settings } from './settings.ts'

/**
 * Text → `Settings`. Collects every problem and throws one `UserError` with all of them, each naming the setting, what was
 * expected and what was given. Relations between settings are checked as well (a user name without a password).
 */
export const parseSettings = (raw: RawSettings): Settings => {
  const problems: string[] = []
  const read = settingsReader(raw, problems)
  const credentials = parseCredentials(read, problems)
  const headers = parseHeaders(read.list('header'), problems)
  const settings: Settings = {
    ...readRun(read),
    ...readTree(read, problems),
    ...readPolicies(read, problems),
    server: read.boolean('offline') ? undefined : parseServer(read.text('server'), problems),
    tenant: read.text('tenant') ?? 'main',
    credentials,
    headers,
    caCertFile: read.text('ca-cert'),
    timeoutSeconds: read.number('timeout', 1),
    secrets: secretsOf(credentials, headers, read.text('github-token')),
  }
  if (problems.length > 0) throw new UserError('invalid-settings', problems.join('\n'))
  return settings
}

const readRun = (read: SettingsReader) => ({
  command: read.oneOf('command', ['auto', 'validate', 'plan', 'deploy', 'drift', 'export']),
  isDryRun: read.boolean('dry-run'),
  isRefreshing: read.boolean('refresh'),
  environment: read.text('environment'),
  comments: read.boolean('comment'),
  showsServerSource: read.boolean('show-server-source'),
  artifact: read.text('artifact'),
  githubToken: read.text('github-token'),
  hasDetailedExitcode: read.boolean('detailed-exitcode'),
  printsJson: read.boolean('json'),
})

const readTree = (read: SettingsReader, problems: string[]) => ({
  roots: read
    .list('root')
    .map((root) => root.replace(/^\.\//, '').replace(/\/+$/, ''))
    .filter((root) => root !== '' && root !== '.'),
  namespace: read.text('namespace'),
  namespaceMap: parseNamespaceMap(read.list('namespace-map'), problems),
  base: read.text('base'),
  schemaFile: read.text('schema'),
  isStrict: read.boolean('strict'),
})

const readPolicies = (read: SettingsReader, problems: string[]) => ({
  policy: {
    whenMissing: read.oneOf('when-missing', ['keep', 'delete', 'mirror']),
    onDrift: read.oneOf('on-drift', ['keep', 'overwrite', 'fail']),
    maxDeletes: read.number('max-deletes', 0),
    protectedNamespaces: parseNamespaces('protected-namespaces', read, problems),
    isByHand: read.boolean('by-hand'),
  },
  onFailure: read.oneOf('on-failure', ['rollback', 'stop']),
  keepsRecord: read.boolean('record'),
})
