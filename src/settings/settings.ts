import { UserError } from '../finding/user-error.ts'
import { parseCredentials, parseHeaders, parseServer } from './connection-settings.ts'
import { parsePolicy, parseRecordSettings, parseVerification } from './deploy-settings.ts'
import { ALL_INPUTS, INPUTS } from './inputs/inputs.ts'
import { type RawSettings, type SettingsReader, settingsReader } from './inputs/raw-settings.ts'
import { unknownNameHints } from './migration-hints.ts'
import { parseAllowed, parseNamespaceMap } from './namespace-settings.ts'
import { secretsOf } from './secret-values.ts'

/** The preview of one pull request. */
export interface Preview {
  /** The preview writes only to namespaces of Git prefixed with this and a dot. */
  readonly prefix: string
  /** True when the pull request is closed: the run deletes the whole preview. */
  readonly isEnding: boolean
  /** The namespaces that the tree may hold, as Git names them: the input `namespaces`. */
  readonly namespaces: readonly string[]
}

/** All settings of a run, checked and typed. `parseSettings` makes them once. */
export interface Settings extends Readonly<ReturnType<typeof parseAll>> {
  /** The event says which pull request it belongs to. */
  readonly preview: Preview | undefined
}

const ACTION_INPUTS = ALL_INPUTS.flatMap(({ name, only }) => (only === 'cli' ? [] : [name]))

/** Parses raw settings. Throws one `UserError` that lists every problem. Callers that can use partial settings call `readSettings`. */
export const parseSettings = (raw: RawSettings): Settings => {
  const { settings, refusal } = readSettings(raw)
  if (refusal !== undefined) throw refusal
  return settings
}

/**
 * Parses raw settings, and collects every problem into one `UserError`. Each problem names the setting, the expected and the given value.
 * `unknown` lists given names that are not settings. Relations between settings are also checked (a password without a user name).
 * With a refusal, the settings hold the values that parsed. They suffice to report the refusal, not to run a command.
 */
export const readSettings = (
  raw: RawSettings,
  unknown: readonly string[] = [],
): { readonly settings: Settings; readonly refusal: UserError | undefined } => {
  const problems: string[] = [...unknownNameHints(unknown, ACTION_INPUTS)]
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
    ...parseVerification(read, problems),
    ...parseRecordSettings(read, problems),
    /** Every secret value of these settings. Each output hides them in every form (`hideSecrets`). */
    secrets: secretsOf(raw, {}),
  }
}

const parseConnection = (read: SettingsReader, problems: string[]) => {
  const credentials = parseCredentials(read, problems)
  const headers = parseHeaders(read.list('header'), problems, credentials)
  const namedServer = parseServer(read.text('server'), problems)
  return {
    /** The base URL without a trailing slash; `undefined` when the run is offline. */
    server: read.boolean('offline') ? undefined : namedServer,
    /** The base URL also for an offline run: the key of the comment contains it. */
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
  /** `test` runs every case, not only those that the change touches. */
  testsAll: read.boolean('all'),
  /** `test` runs or skips a case that may fire a Flow trigger on the server. */
  onListener: read.oneOf('on-listener', INPUTS['on-listener'].choices),
  /** `test` runs again whenever a file changes. */
  isWatching: read.boolean('watch'),
  upgradesTo: read.oneOf('to', INPUTS.to.choices),
  isRefreshing: read.boolean('refresh'),
  /** Display name of the target, shown beside its address. */
  label: read.text('label'),
  /** A deploy must equal the plan shown on the merged pull request. */
  requiresApprovedPlan: read.boolean('require-promise'),
  /** Names of branches; an empty list means the default branch. */
  deployBranches: read.list('deploy-branches'),
  environment: read.text('environment'),
  comments: read.boolean('comment'),
  /** Jobs with the same group write into one comment. */
  commentGroup: read.text('comment-group'),
  showsServerSource: read.boolean('show-server-source'),
  artifact: read.text('artifact'),
  githubToken: read.text('github-token'),
  hasDetailedExitcode: read.boolean('detailed-exitcode'),
  format: read.boolean('json') ? 'json' : read.oneOf('format', INPUTS.format.choices),
  commentFile: read.text('comment-file'),
  htmlFile: read.text('html'),
  /** Shows the texts of all changes, also of a large plan. */
  showsAllTexts: read.boolean('diff'),
  /** Prints only errors and the result. */
  isQuiet: read.boolean('quiet'),
  isVerbose: read.boolean('verbose'),
  /** `upgrade` edits the files in place. */
  isWriting: read.boolean('write'),
  /** `upgrade` writes only what 1.3 accepts too. */
  staysOn1: read.boolean('stay-1x'),
  /** Deploys without asking first. */
  assumesYes: read.boolean('yes'),
  /** The folder to start in. */
  chdir: read.text('chdir'),
})

const parseTree = (read: SettingsReader, problems: string[]) => ({
  roots: read.list('root').map((root) => root.replace(/^\.\/(?=.)/, '').replace(/(?<=.)\/+$/, '')),
  /** Patterns of paths that are read in any folder. */
  include: read.list('include'),
  /** Patterns of paths that are neither deployed nor deleted. */
  exclude: read.list('exclude'),
  /** Uncommitted files may be deployed. */
  allowsDirty: read.boolean('allow-dirty'),
  namespace: read.text('namespace'),
  namespaceFrom:
    read.text('namespace-from') === undefined ? undefined : read.oneOf('namespace-from', ['yaml', 'folder']),
  namespaceMap: parseNamespaceMap(read.list('namespace-map'), problems),
  /** The only namespaces, with their child namespaces, that the run may touch; an empty list means all. */
  namespaces: parseAllowed(read, problems),
  /** Names of the resources that an export takes, even if Git changed them; an empty list means all that differ. */
  resources: read.list('only'),
  /** An export takes the resources changed both in Git and on the server, and those that `resources` names. */
  takesConflicts: read.boolean('conflicts'),
  base: read.text('base'),
  schemaFile: read.text('schema'),
  isStrict: read.boolean('strict'),
})
