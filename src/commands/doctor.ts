import { isUserError, orUserError, type UserError } from '../finding/user-error.ts'
import type { KestraClient } from '../kestra/client.ts'
import { ownedByOthersText, takeOverText } from '../record/owned-by-others.ts'
import type { Diagnosis, Finding } from '../report/report.ts'
import type { ResourceMap } from '../resource/resource-state.ts'
import { plainHttpNotices } from '../settings/connection-settings.ts'
import { LOCAL_OWNER } from '../state/git/checkout.ts'
import { type GitState, readGit } from '../state/git/read-git.ts'
import { findOwnedByOthers } from '../state/read-states.ts'
import type { RunOptions, ServerConnection } from '../state/run-options.ts'
import { ownerOf, readServer } from '../state/server/read-server.ts'
import { openConnection } from '../state/server-connection.ts'
import { unreadableFlows, unreadableNames } from '../state/unreadable-flows.ts'
import { counted } from '../text/lists.ts'

/**
 * Checks everything that a deploy from here needs, and writes nothing: repository, server, credentials and tenant, records, clock.
 * Each fault is a finding. Checks that depend on a failed one are reported as unknown. `clock`: the time of this machine in
 * milliseconds since 1970.
 */
export const doctor = async (options: RunOptions, clock: () => number): Promise<Diagnosis> => {
  const { server: address } = options.settings
  await using server = address === undefined ? undefined : openConnection(address, options)
  const { git, finding } = await inspectTree(options)
  const ofServer = server === undefined ? [NO_SERVER] : await inspectServer(server, { git, options, clock })
  return { layout: git?.desired.layout ?? [], findings: [finding, ...ofServer] }
}

const NO_SERVER: Finding = {
  about: 'server',
  state: 'unknown',
  says: 'No server is named. Set KESTRA_URL, KESTRA_USERNAME and KESTRA_PASSWORD (or KESTRA_TOKEN), or give --server.',
}

/** Checks the tree. The result has no Git state if the tree cannot be read or contains nothing to deploy. */
const inspectTree = async (
  options: RunOptions,
): Promise<{ readonly git: GitState | undefined; readonly finding: Finding }> => {
  const about = 'repository'
  const git = await orUserError(readGit(options))
  if (isUserError(git)) return { git: undefined, finding: fault(about, git) }
  const { desired, commit, refusal, problems } = git
  const errors = problems.filter(({ severity }) => severity === 'error').length
  const found = `${counted(desired.resources.length, 'resource')} in ${ownerOf(options)}${namedByFolder(options)}`
  const wrong = errors > 0 ? `${counted(errors, 'error')}: \`kestra-gitops validate\` shows them.` : refusal?.message
  const says =
    wrong ?? (commit === null ? 'no commit: a deploy needs one, or --allow-dirty.' : `commit ${commit.slice(0, 7)}.`)
  const isFit = refusal === undefined && commit !== null
  const state = errors > 0 ? 'bad' : fitness(isFit)
  return { git, finding: { about, state, says: `${found}, ${says}` } }
}

/** A remark that the repository's name comes from its folder; adding a remote changes it. */
const namedByFolder = ({ repository }: RunOptions): string =>
  repository.startsWith(LOCAL_OWNER) ? ' (named after the folder: it has no remote)' : ''

const fitness = (isFit: boolean): Finding['state'] => (isFit ? 'ok' : 'look')

interface DiagnosisContext {
  readonly git: GitState | undefined
  readonly options: RunOptions
  readonly clock: () => number
}

const inspectServer = async (server: ServerConnection, context: DiagnosisContext): Promise<readonly Finding[]> => {
  const { options } = context
  const client = await orUserError(server.client)
  if (isUserError(client))
    return [fault('server', client), ...inspectTransport(options), ...notKnown('account', 'record')]
  const { version, edition } = client.info
  const { server: address, tenant } = client.target
  const reached: Finding = {
    about: 'server',
    state: 'ok',
    says: `${address} answers: Kestra ${version}${edition === undefined ? '' : ` (${edition})`}.`,
  }
  const rest = [reached, ...inspectTransport(options), ...inspectClock(client, context.clock)]
  const flows = await orUserError(server.flows)
  if (isUserError(flows)) return [...rest, fault('account', flows), ...notKnown('record')]
  const says = `The account can read tenant "${tenant}": ${counted(flows.size, 'flow')}. Its permission to write is not checked; the first deploy shows it.`
  const account: Finding = { about: 'account', state: 'ok', says }
  const record = await orUserError(inspectRecord(server, context))
  return [...rest, account, ...inspectFlows(flows), isUserError(record) ? fault('record', record) : record]
}

const inspectFlows = (flows: ResourceMap): readonly Finding[] => {
  const unreadable = unreadableFlows(flows)
  if (unreadable.length === 0) return []
  const says = `The server lists ${counted(unreadable.length, 'flow')} that it cannot parse and does not run: ${unreadableNames(unreadable)}.`
  return [{ about: 'flows', state: 'look', says }]
}

const inspectTransport = ({ settings }: RunOptions): readonly Finding[] =>
  plainHttpNotices(settings).map((says) => ({ about: 'way', state: 'look', says }))

const inspectRecord = async (server: ServerConnection, { git: known, options }: DiagnosisContext): Promise<Finding> => {
  const found = (state: Finding['state'], says: string): Finding => ({ about: 'record', state, says })
  if (!options.settings.keepsRecord)
    return found('look', 'No record is kept (--no-record): only the history of Git shows what was deployed from here.')
  const git = known ?? (await readGit(options, { mayBeEmpty: true }))
  const { records } = await readServer(server, git, { run: options })
  const refusal = ownedByOthersText(git.desiredResources, await findOwnedByOthers(git, records, options))
  if (refusal !== undefined) return found('bad', `A deploy would be refused: ${refusal}`)
  const remarks = [...takeOverText(records), ...records.notices]
  if (remarks.length > 0) return found('look', remarks.join(' '))
  const count = records.byNamespace.size
  return found(
    'ok',
    count === 0
      ? 'Nothing was deployed from this repository yet: the first deploy creates, adopts and records.'
      : `This repository has deployed to ${counted(count, 'namespace')}.`,
  )
}

/** A larger difference makes times in logs and receipts wrong, and certificates and tokens fail. */
const MOST_SKEW_SECONDS = 60

const inspectClock = ({ serverTime }: KestraClient, clock: () => number): readonly Finding[] => {
  if (serverTime === undefined) return []
  const seconds = Math.round((clock() - serverTime) / 1_000)
  if (Math.abs(seconds) <= MOST_SKEW_SECONDS)
    return [{ about: 'clock', state: 'ok', says: 'Equal to the clock of the server.' }]
  const way = seconds > 0 ? 'ahead of' : 'behind'
  const says = `This machine is ${counted(Math.abs(seconds), 'second')} ${way} the server. Set one of the clocks (NTP): certificates and tokens fail otherwise.`
  return [{ about: 'clock', state: 'look', says }]
}

const fault = (about: string, { message }: UserError): Finding => ({ about, state: 'bad', says: message })

const notKnown = (...abouts: readonly string[]): readonly Finding[] =>
  abouts.map((about) => ({ about, state: 'unknown', says: 'Not checked because of the finding above.' }))
