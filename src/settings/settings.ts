import type { Credentials } from '../kestra/http/http.ts'
import type { Policy } from '../plan/policy.ts'
import { UserError } from '../problem/user-error.ts'
import type { NamespaceMapping } from '../resource/namespace.ts'
import { parseCredentials, parseHeaders, parseServer, secretsOf } from './connection-settings.ts'
import { parseEffect, parseMirrorKinds, parseOnDrift, parseRecordSettings } from './deploy-settings.ts'
import { INPUTS } from './inputs/inputs.ts'
import { type RawSettings, type SettingsReader, settingsReader } from './inputs/raw-settings.ts'
import { parseAllowed, parseNamespaceMap, parseNamespaces } from './namespace-settings.ts'
import { foreignNames } from './other-tools.ts'

/** The preview of one pull request. */
export interface Preview {
  /** Every namespace that it writes to is one of Git behind this and a dot. */
  readonly prefix: string
  /** The pull request is closed: all of the preview goes. */
  readonly isEnding: boolean
  /** What the tree may hold, by the names of Git: the input `namespaces`. */
  readonly namespaces: readonly string[]
}

/** All that a run is told from outside, checked and typed. Made once, by `parseSettings`. */
export interface Settings {
  /** `undefined`: no server, offline. Without trailing slash. */
  readonly server: string | undefined
  /** The same, also where it is not asked: it names the comment. */
  readonly namedServer: string | undefined
  readonly tenant: string
  readonly credentials: Credentials
  readonly headers: Readonly<Record<string, string>>
  readonly caCertFile: string | undefined
  readonly timeoutSeconds: number
  readonly command: (typeof INPUTS.command.choices)[number]
  readonly isDryRun: boolean
  /** Of `test`: every case, not only those that the change touches. */
  readonly testsAll: boolean
  /** Of `test`: again and again, whenever a file changes. */
  readonly isWatching: boolean
  readonly roots: readonly string[]
  /** Patterns of paths that are looked at wherever they lie. */
  readonly include: readonly string[]
  /** Patterns of paths that are neither deployed nor deleted. */
  readonly exclude: readonly string[]
  /** Files that no commit holds may be deployed. */
  readonly allowsDirty: boolean
  readonly namespace: string | undefined
  readonly namespaceFrom: 'yaml' | 'folder' | undefined
  readonly namespaceMap: readonly NamespaceMapping[]
  /** The only ones, with dot-children, that the run may touch; none = all. */
  readonly namespaces: readonly string[]
  /** The job is for previews of pull requests, and for nothing else. */
  readonly isForPreviews: boolean
  /** Of which pull request; the event tells. */
  readonly preview: Preview | undefined
  /** Of an export: names of the resources to take, whatever Git has changed in them; none = whatever differs. */
  readonly resources: readonly string[]
  /** Of an export: take what was changed on both sides, and nothing that `resources` does not name. */
  readonly takesConflicts: boolean
  readonly base: string | undefined
  readonly policy: Policy
  readonly onFailure: (typeof INPUTS)['on-failure']['choices'][number]
  /** How long a deploy waits for executions to end before it writes; `undefined`: it does not. */
  readonly waitForIdleMs: number | undefined
  /** What a deploy wrote has to pass the smoke suites of its flows. */
  readonly runsSmoke: boolean
  /** Whose executions stay on the server. */
  readonly smokeKeep: (typeof INPUTS)['smoke-keep']['choices'][number]
  /** How long first executions are watched after a deploy; `undefined`: they are not. */
  readonly followMs: number | undefined
  readonly keepsRecord: boolean
  /** Signs the deployment record. */
  readonly recordKey: string | undefined
  /** Owners whose deployment records count as this one's from now on. */
  readonly takesOver: readonly string[]
  /** A deploy must be what the merged pull request was shown. */
  readonly requiresPromise: boolean
  /** Names of branches; none = the default branch. */
  readonly deployBranches: readonly string[]
  readonly isRefreshing: boolean
  readonly schemaFile: string | undefined
  readonly isStrict: boolean
  /** What the target is called beside its address. */
  readonly label: string | undefined
  readonly environment: string | undefined
  readonly comments: boolean
  /** Jobs of the same name write into one comment. */
  readonly commentGroup: string | undefined
  readonly showsServerSource: boolean
  readonly artifact: string | undefined
  readonly githubToken: string | undefined
  readonly hasDetailedExitcode: boolean
  readonly format: (typeof INPUTS.format.choices)[number]
  readonly commentFile: string | undefined
  readonly htmlFile: string | undefined
  /** Texts of however many changes. */
  readonly showsAllTexts: boolean
  /** Errors and the answer only. */
  readonly isQuiet: boolean
  /** The folder to start in. */
  readonly chdir: string | undefined
  /** Every secret value of these settings; to be hidden in every sink, in every form (`hideSecrets`). */
  readonly secrets: readonly string[]
}

/** Text → `Settings`, or one `UserError` with every problem: `readSettings` for who can do nothing with a part of them. */
export const parseSettings = (raw: RawSettings): Settings => {
  const { settings, refusal } = readSettings(raw)
  if (refusal !== undefined) throw refusal
  return settings
}

/**
 * Text → `Settings`. Collects every problem into one `UserError`, each naming the setting, what was expected and what was
 * given; `foreign` are names of settings that are none. Relations between settings are checked as well (a user name without a password). With a refusal the settings
 * hold what could be understood: enough to say where it is to be told, and nothing to work with.
 */
export const readSettings = (
  raw: RawSettings,
  foreign: readonly string[] = [],
): { readonly settings: Settings; readonly refusal: UserError | undefined } => {
  const problems: string[] = [...foreignNames(foreign)]
  const read = settingsReader(raw, problems)
  const credentials = parseCredentials(read, problems)
  const headers = parseHeaders(read.list('header'), problems, credentials)
  const namedServer = parseServer(read.text('server'), problems)
  const settings: Settings = {
    ...parseRun(read),
    ...parseTree(read, problems),
    ...parsePolicies(read, problems),
    preview: undefined,
    server: read.boolean('offline') ? undefined : namedServer,
    namedServer,
    tenant: read.text('tenant') ?? 'main',
    credentials,
    headers,
    caCertFile: read.text('ca-cert'),
    timeoutSeconds: read.number('timeout', 1),
    secrets: secretsOf(raw),
  }
  const refusal = problems.length > 0 ? new UserError('invalid-settings', problems.join('\n')) : undefined
  return { settings, refusal }
}

const parseRun = (read: SettingsReader) => ({
  command: read.oneOf('command', INPUTS.command.choices),
  isDryRun: read.boolean('dry-run'),
  testsAll: read.boolean('all'),
  isWatching: read.boolean('watch'),
  isRefreshing: read.boolean('refresh'),
  label: read.text('label'),
  requiresPromise: read.boolean('require-promise'),
  deployBranches: read.list('deploy-branches'),
  environment: read.text('environment'),
  comments: read.boolean('comment'),
  commentGroup: read.text('comment-group'),
  showsServerSource: read.boolean('show-server-source'),
  artifact: read.text('artifact'),
  githubToken: read.text('github-token'),
  hasDetailedExitcode: read.boolean('detailed-exitcode'),
  format: read.boolean('json') ? 'json' : read.oneOf('format', INPUTS.format.choices),
  commentFile: read.text('comment-file'),
  htmlFile: read.text('html'),
  showsAllTexts: read.boolean('diff'),
  isQuiet: read.boolean('quiet'),
  chdir: read.text('chdir'),
})

const parseTree = (read: SettingsReader, problems: string[]) => ({
  roots: read.list('root').map((root) => root.replace(/^\.\/(?=.)/, '').replace(/(?<=.)\/+$/, '')),
  include: read.list('include'),
  exclude: read.list('exclude'),
  allowsDirty: read.boolean('allow-dirty'),
  namespace: read.text('namespace'),
  namespaceFrom:
    read.text('namespace-from') === undefined ? undefined : read.oneOf('namespace-from', ['yaml', 'folder']),
  namespaceMap: parseNamespaceMap(read.list('namespace-map'), problems),
  namespaces: parseAllowed(read, problems),
  resources: read.list('only'),
  takesConflicts: read.boolean('conflicts'),
  base: read.text('base'),
  schemaFile: read.text('schema'),
  isStrict: read.boolean('strict'),
})

const parsePolicies = (read: SettingsReader, problems: string[]) => ({
  policy: {
    whenMissing: read.oneOf('when-missing', INPUTS['when-missing'].choices),
    mirrorKinds: parseMirrorKinds(read, problems),
    ...parseOnDrift(read, problems),
    maxDeletes: read.number('max-deletes', 0),
    maxOverwrites: read.number('max-overwrites', 0),
    protectedNamespaces: parseNamespaces('protected-namespaces', read, problems),
    isByHand: read.boolean('by-hand'),
  },
  onFailure: read.oneOf('on-failure', INPUTS['on-failure'].choices),
  ...parseEffect(read, problems),
  ...parseRecordSettings(read, problems),
})
