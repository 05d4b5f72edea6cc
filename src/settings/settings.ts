import { UserError } from '../finding/user-error.ts'
import { parseCredentials, parseHeaders, parseServer } from './connection-settings.ts'
import { parseEffect, parsePolicy, parseRecordSettings } from './deploy-settings.ts'
import { INPUTS } from './inputs/inputs.ts'
import { type RawSettings, type SettingsReader, settingsReader } from './inputs/raw-settings.ts'
import { foreignNames } from './migration-hints.ts'
import { parseAllowed, parseNamespaceMap } from './namespace-settings.ts'
import { secretsOf } from './secret-values.ts'

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
export interface Settings extends Readonly<ReturnType<typeof parseAll>> {
  /** Of which pull request; the event tells. */
  readonly preview: Preview | undefined
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
  const settings = { ...parseAll(raw, problems), preview: undefined }
  const refusal = problems.length > 0 ? new UserError('invalid-settings', problems.join('\n')) : undefined
  return { settings, refusal }
}

const parseAll = (raw: RawSettings, problems: string[]) => {
  const read = settingsReader(raw, problems)
  return {
    ...parseConnection(read, problems),
    ...parseRun(read),
    ...parseTree(read, problems),
    policy: parsePolicy(read, problems),
    onFailure: read.oneOf('on-failure', INPUTS['on-failure'].choices),
    ...parseEffect(read, problems),
    ...parseRecordSettings(read, problems),
    /** Every secret value of these settings; to be hidden in every sink, in every form (`hideSecrets`). */
    secrets: secretsOf(raw, {}),
  }
}

const parseConnection = (read: SettingsReader, problems: string[]) => {
  const credentials = parseCredentials(read, problems)
  const headers = parseHeaders(read.list('header'), problems, credentials)
  const namedServer = parseServer(read.text('server'), problems)
  return {
    /** `undefined`: no server, offline. Without trailing slash. */
    server: read.boolean('offline') ? undefined : namedServer,
    /** The same, also where it is not asked: it names the comment. */
    namedServer,
    tenant: read.text('tenant') ?? 'main',
    credentials,
    headers,
    caCertFile: read.text('ca-cert'),
    timeoutSeconds: read.number('timeout', 1),
  }
}

const parseRun = (read: SettingsReader) => ({
  command: read.oneOf('command', INPUTS.command.choices),
  isDryRun: read.boolean('dry-run'),
  /** Of `test`: every case, not only those that the change touches. */
  testsAll: read.boolean('all'),
  /** Of `test`: what becomes of a case that a Flow trigger on the server may hear. */
  onListener: read.oneOf('on-listener', INPUTS['on-listener'].choices),
  /** Of `test`: again and again, whenever a file changes. */
  isWatching: read.boolean('watch'),
  isRefreshing: read.boolean('refresh'),
  /** What the target is called beside its address. */
  label: read.text('label'),
  /** A deploy must be what the merged pull request was shown. */
  requiresApprovedPlan: read.boolean('require-promise'),
  /** Names of branches; none = the default branch. */
  deployBranches: read.list('deploy-branches'),
  environment: read.text('environment'),
  comments: read.boolean('comment'),
  /** Jobs of the same name write into one comment. */
  commentGroup: read.text('comment-group'),
  showsServerSource: read.boolean('show-server-source'),
  artifact: read.text('artifact'),
  githubToken: read.text('github-token'),
  hasDetailedExitcode: read.boolean('detailed-exitcode'),
  format: read.boolean('json') ? 'json' : read.oneOf('format', INPUTS.format.choices),
  commentFile: read.text('comment-file'),
  htmlFile: read.text('html'),
  /** Texts of however many changes. */
  showsAllTexts: read.boolean('diff'),
  /** Errors and the answer only. */
  isQuiet: read.boolean('quiet'),
  isVerbose: read.boolean('verbose'),
  /** No question before a deploy. */
  assumesYes: read.boolean('yes'),
  /** The folder to start in. */
  chdir: read.text('chdir'),
})

const parseTree = (read: SettingsReader, problems: string[]) => ({
  roots: read.list('root').map((root) => root.replace(/^\.\/(?=.)/, '').replace(/(?<=.)\/+$/, '')),
  /** Patterns of paths that are looked at wherever they lie. */
  include: read.list('include'),
  /** Patterns of paths that are neither deployed nor deleted. */
  exclude: read.list('exclude'),
  /** Files that no commit holds may be deployed. */
  allowsDirty: read.boolean('allow-dirty'),
  namespace: read.text('namespace'),
  namespaceFrom:
    read.text('namespace-from') === undefined ? undefined : read.oneOf('namespace-from', ['yaml', 'folder']),
  namespaceMap: parseNamespaceMap(read.list('namespace-map'), problems),
  /** The only ones, with dot-children, that the run may touch; none = all. */
  namespaces: parseAllowed(read, problems),
  /** Of an export: names of the resources to take, whatever Git has changed in them; none = whatever differs. */
  resources: read.list('only'),
  /** Of an export: take what was changed on both sides, and nothing that `resources` does not name. */
  takesConflicts: read.boolean('conflicts'),
  base: read.text('base'),
  schemaFile: read.text('schema'),
  isStrict: read.boolean('strict'),
})
