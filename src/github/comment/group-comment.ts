import { parseGroup } from '../../render/group/group-marker.ts'
import { type GroupSection, holdsAll, isSameSection, mergeSections } from '../../render/group/group-section.ts'
import { parseMarker } from '../../render/marker.ts'
import { attempt, failureOf, type Skipped } from '../api/answer.ts'
import type { GitHubClient } from '../api/client.ts'
import { createComment, updateComment } from '../api/issues.ts'
import { isPlausibleRun } from '../api/workflow-runs.ts'
import { type CommentResult, staleSentence, supersedes } from './comment.ts'
import { listOwnComments, type RenderBody, removeComments, renderFull, sendFitting } from './own-comments.ts'

export interface GroupComment {
  readonly pullRequest: number
  /** Hash of the group. `target` is the key of this job's target. */
  readonly key: string
  readonly target: string
  readonly runId: number
  /** The new section of the target, given its present section; `undefined`: nothing to write. */
  readonly sectionFor: (present: GroupSection | undefined) => GroupSection | undefined
  /** Renders the body for these sections. */
  readonly compose: (sections: readonly GroupSection[]) => RenderBody
  /** Resolves after `ms` milliseconds, or when the run must end. */
  readonly pause: (ms: number) => Promise<void>
  readonly signal: AbortSignal
}

/** A write is sent within this time after the read that it is based on, or not at all. */
const WRITE_WITHIN_MS = 5_000
/** After this time, no write based on an earlier read can arrive: GitHub ends requests after 10 s (docs/internals/facts/github.md, "Timeouts"). */
export const STABLE_AFTER_MS = WRITE_WITHIN_MS + 10_000
/** Spreads the next reads of jobs that collided. */
const SPREAD_MS = 4_000
const MAX_ROUNDS = 20
const MAX_FAILURES = 3

/**
 * Writes the section of one target into a comment that several jobs share, and repeats the write until it is stable. GitHub has no
 * conditional updates, so a job that read earlier may overwrite it later (docs/internals/decisions.md, "One comment for several targets").
 * Never throws for answers of GitHub (`attempt`).
 */
export const upsertSharedComment = (client: GitHubClient, options: GroupComment): Promise<CommentResult | Skipped> =>
  attempt({
    loss: `The comment on pull request #${options.pullRequest} was not written`,
    permission: 'pull-requests: write',
    work: async () => {
      const signal = AbortSignal.timeout(WRITE_WITHIN_MS)
      const first = await readGroup(client, options)
      const present = first.sections.find(({ key }) => key === options.target)
      const mine = options.sectionFor(present)
      if (mine === undefined) return { kind: 'none' }
      const url = first.comments[0]?.html_url ?? ''
      if (present !== undefined && (await supersedes(client, options.pullRequest, { written: present, marker: mine })))
        return { kind: 'stale', url, sentence: staleSentence(options.pullRequest, present) }
      const own = present !== undefined && isSameSection(present, mine) ? present : mine
      const wanted = mergeSections(
        [own],
        first.sections.filter(({ key }) => key !== options.target),
      )
      const unchanged = unchangedComment(first, options.compose(wanted))
      return unchanged ?? writeUntilStable(client, options, { first, signal, wanted, own })
    },
  })

const unchangedComment = ({ comments, replaced }: GroupComments, render: RenderBody): CommentResult | undefined => {
  const [only, ...others] = comments
  if (only === undefined || others.length > 0 || replaced.length > 0) return undefined
  const { html_url: url, body } = only
  return body.replaceAll('\r\n', '\n') === renderFull(render) ? { kind: 'unchanged', url } : undefined
}

interface GroupUpdate {
  readonly first: GroupComments
  readonly signal: AbortSignal
  readonly wanted: readonly GroupSection[]
  readonly own: GroupSection
}

/**
 * Writes the comment, and reads it again when no write based on an earlier read can arrive. It repeats this until exactly one comment
 * exists and has all sections that this job has read. So the job that restores an overwritten section also checks that it stays.
 */
const writeUntilStable = async (
  client: GitHubClient,
  options: GroupComment,
  { first, signal, own, ...begun }: GroupUpdate,
): Promise<CommentResult | Skipped> => {
  const kind = first.comments.length === 0 ? 'created' : 'updated'
  let wanted = begun.wanted
  const write = writer(client, options)
  let written = await write(first, wanted, signal)
  for (let round = 0; round < MAX_ROUNDS && !options.signal.aborted; round++) {
    if (written === 'unreadable') {
      // The comment would never be found again, and each round would create another one.
      const sentence = `The comment on pull request #${options.pullRequest} was written, but its hidden last line did not arrive as it was sent: the next run cannot find it.`
      return { kind: 'failed', sentence }
    }
    await options.pause(STABLE_AFTER_MS + spreadOf(options.target))
    const within = AbortSignal.timeout(WRITE_WITHIN_MS)
    const look = await readGroup(client, options)
    const [oldest, ...others] = look.comments
    wanted = mergeSections([own], look.sections, wanted)
    if (oldest !== undefined && others.length === 0 && holdsAll(look.sections, wanted))
      return { kind, url: oldest.html_url }
    written = await write(look, wanted, within)
  }
  const sentence = `The comment on pull request #${options.pullRequest} may lack this target: other jobs wrote at the same time, or this one was stopped. Run it again.`
  return { kind: 'failed', sentence }
}

const spreadOf = (target: string): number => Number.parseInt(target.slice(0, 4), 16) % SPREAD_MS || 0

const writer = (client: GitHubClient, options: GroupComment) => {
  let failures = 0
  return async ({ comments, replaced }: GroupComments, sections: readonly GroupSection[], signal: AbortSignal) => {
    const [oldest, ...duplicates] = comments
    // No repeats: the body is based on an old read.
    const request = { signal, retries: 0 }
    try {
      const written = await sendFitting(options.compose(sections), (body) =>
        oldest === undefined
          ? createComment(client, options.pullRequest, { body, request })
          : updateComment(client, oldest.id, { body, request }),
      )
      await removeComments(client, [...duplicates, ...replaced], request)
      failures = 0
      return parseGroup(written.body ?? '')?.key === options.key ? 'readable' : 'unreadable'
    } catch (error) {
      const failure = failureOf(error)?.kind
      const isPassing = failure === 'unavailable' || (failure === 'not-found' && oldest !== undefined)
      failures += 1
      if (!isPassing || failures >= MAX_FAILURES) throw error
      // The next read shows if it was written.
      return 'unknown'
    }
  }
}

type GroupComments = Awaited<ReturnType<typeof readGroup>>

/** Reads the comments of a group. A section with an implausible run id is ignored, because it would be the newest for ever. */
const readGroup = async (client: GitHubClient, options: GroupComment) => {
  const { pullRequest, key, target } = options
  const own = await listOwnComments(client, { pullRequest, since: undefined }, (body) => {
    const group = parseGroup(body)
    if (group?.key === key) return { sections: group.sections, isGroup: true }
    return parseMarker(body)?.key === target ? { sections: [], isGroup: false } : undefined
  })
  const sections: GroupSection[] = []
  for (const section of own.flatMap(({ marker }) => marker.sections))
    if (await isPlausible(client, options, section)) sections.push(section)
  return {
    /** Comments of the group, oldest first. There is more than one if two jobs created theirs at once. */
    comments: own.filter(({ marker }) => marker.isGroup),
    /** The target's own comments from before it shared one. */
    replaced: own.filter(({ marker }) => !marker.isGroup),
    /** The newest section of each target. */
    sections: mergeSections(sections),
  }
}

const isPlausible = async (
  client: GitHubClient,
  { runId: thisRunId }: GroupComment,
  { runId }: GroupSection,
): Promise<boolean> => runId <= thisRunId || isPlausibleRun(client, runId, thisRunId)
