import type { CommandOptions } from '../../commands/command-options.ts'
import type { OutputSanitizer } from '../../output/output-sanitizer.ts'
import type { ActionsToolkit } from '../../output/runner.ts'
import { fileSteps, type Links, uiOf } from '../../render/links.ts'
import type { Report } from '../../report/report.ts'
import type { Settings } from '../../settings/settings.ts'
import type { RunOptions, Runtime } from '../../state/run-options.ts'
import { shortHash } from '../../text/json.ts'
import type { GitHubClient } from '../api/client.ts'
import type { EventContext } from '../event/event-decision.ts'
import type { Runner } from './runner.ts'

/** One run of the action with everything it needs. */
export interface Job {
  readonly context: EventContext
  readonly settings: Settings
  readonly runner: Runner
  readonly core: ActionsToolkit
  readonly sanitizer: OutputSanitizer
  /** Absent without a token. */
  readonly github: GitHubClient | undefined
  readonly runtime: Runtime
  readonly commands: Commands
}

/** The commands that an event can start. main.ts passes them in, so that src/github does not import src/commands. */
export interface Commands {
  readonly run: (options: CommandOptions) => Promise<Report>
  /** The numbers of the pull requests that have a preview of this job on the server. Throws `UserError`. */
  readonly findPreviews: (run: PreviewSearch, also: readonly number[]) => Promise<readonly number[]>
}

type PreviewSearch = Pick<RunOptions, 'settings' | 'repository' | 'directory' | 'log' | 'runtime'>

/**
 * The key of the comment or issue of a run: a hash of server, tenant, roots, namespace map and preview, which does not reveal them.
 * So two environments of one repository never overwrite each other's comment, nor do flow tests overwrite a plan.
 * An offline plan has the same key as the deploy to its server.
 */
export const targetKey = (
  { namedServer, tenant, roots, namespace, namespaceMap, preview }: Settings,
  command: Report['command'] = 'plan',
): string => {
  const parts = [
    namedServer ?? 'offline',
    tenant,
    roots.toSorted(),
    ...(namespace === undefined ? [] : [namespace]),
    namespaceMap.map(({ from, to }) => [from, to]),
    ...(preview === undefined ? [] : [preview.prefix]),
    ...(command === 'test' ? ['tests'] : []),
  ]
  return shortHash(parts)
}

/** Permalinks into the repository, the run, and the Kestra UI of the tenant (`/ui/{tenant}`). */
export const linksOf = ({
  settings,
  context: { shownSha, run },
  runner,
}: Pick<Job, 'settings' | 'context' | 'runner'>): Links => {
  const { serverUrl, repository } = runner
  const blob = (file: string, line?: number): string | undefined => {
    const path = fileSteps(file)
    if (path === undefined) return undefined
    const anchor = line === undefined ? '' : `#L${line}`
    return `${serverUrl}/${repository}/blob/${shownSha}/${path}${anchor}`
  }
  return { blob, run: run.url, ui: uiOf(settings) }
}
