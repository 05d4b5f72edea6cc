import { attempt, type Skipped } from '../api/answer.ts'
import type { GitHubClient } from '../api/client.ts'
import { createIssue, fetchIssue, updateIssue } from '../api/issues.ts'
import {
  findOwnIssues,
  hasSameContent,
  markerOf,
  type OwnIssue,
  type RenderBody,
  renderFull,
  sendFitting,
} from '../comment/own-comments.ts'

export interface DriftIssueOptions {
  /** `clean`: nothing drifted. An open issue is closed, and no issue is opened. */
  readonly state: 'drift' | 'clean'
  readonly title: string
  /** The body, with a marker as its last line. */
  readonly render: RenderBody
}

export type DriftIssueResult =
  | {
      readonly kind: 'created' | 'updated' | 'reopened' | 'unchanged' | 'closed'
      readonly number: number
      readonly url: string
    }
  | { readonly kind: 'none' }

const DRIFT_LABEL = 'kestra-gitops-drift'

/**
 * Maintains one issue per target: opens it, updates it in place, closes it when clean, and reopens it.
 * It finds the issue by label, marker and author; the oldest wins. Never throws for answers of GitHub (`attempt`).
 */
export const upsertDriftIssue = (
  client: GitHubClient,
  options: DriftIssueOptions,
): Promise<DriftIssueResult | Skipped> =>
  attempt({
    loss: 'The drift issue was not written',
    permission: 'issues: write',
    work: async () => {
      const { key } = markerOf(renderFull(options.render))
      const [oldest, ...duplicates] = await findOwnIssues(client, DRIFT_LABEL, key)
      await closeAll(client, duplicates)
      if (oldest !== undefined) return update(client, options, oldest)
      return options.state === 'clean' ? { kind: 'none' } : create(client, options, key)
    },
  })

const create = async (
  client: GitHubClient,
  options: DriftIssueOptions,
  key: string,
): Promise<DriftIssueResult | Skipped> => {
  const { title } = options
  const { number, html_url: url } = await sendFitting(options.render, (body) =>
    createIssue(client, { title, body, labels: [DRIFT_LABEL] }),
  )
  const [oldest, ...duplicates] = await findOwnIssues(client, DRIFT_LABEL, key)
  await closeAll(client, duplicates)
  return oldest === undefined || oldest.number === number
    ? { kind: 'created', number, url }
    : update(client, options, oldest)
}

const update = async (
  client: GitHubClient,
  options: DriftIssueOptions,
  issue: OwnIssue,
): Promise<DriftIssueResult | Skipped> => {
  const { number, html_url: url } = issue
  const isOpen = issue.state === 'open'
  const isClean = options.state === 'clean'
  if (isClean && !isOpen) return { kind: 'none' }
  if (!isClean && isOpen && hasSameContent(issue.body, renderFull(options.render)))
    return { kind: 'unchanged', number, url }
  const change = isClean ? ({ state: 'closed', state_reason: 'completed' } as const) : ({ state: 'open' } as const)
  const written = await sendFitting(options.render, async (body) => {
    await updateIssue(client, number, { title: options.title, body, ...change })
    return (await isStored(client, number, body)) ? body : undefined
  })
  if (written === undefined) {
    return { kind: 'failed', sentence: `The drift issue #${number} still has its old text: GitHub dropped the update.` }
  }
  if (isClean) return { kind: 'closed', number, url }
  return { kind: isOpen ? 'updated' : 'reopened', number, url }
}

/** True if the issue has the given body. GitHub may answer 200 and drop an oversize update (docs/internals/facts/github.md, "Oversize issue"). */
const isStored = async (client: GitHubClient, number: number, body: string): Promise<boolean> =>
  hasSameContent((await fetchIssue(client, number)).body ?? '', body)

const closeAll = async (client: GitHubClient, issues: readonly OwnIssue[]): Promise<void> => {
  for (const { number, state } of issues) {
    if (state === 'open') await updateIssue(client, number, { state: 'closed', state_reason: 'not_planned' })
  }
}
