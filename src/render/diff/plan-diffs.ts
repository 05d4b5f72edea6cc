import type { Plan, PlannedResource } from '../../plan/plan.ts'
import { groupResources } from '../../report/plan-groups.ts'
import type { Report } from '../../report/report.ts'
import { linesOf, MAX_EDITED_LINES } from '../content-diff.ts'
import type { ShownReport } from '../redact.ts'
import { type DiffStates, type ResourceDiff, resourceDiff } from './resource-diff.ts'

export type PlanDiffs = ReturnType<typeof planDiffs>

/**
 * One diff for each resource whose content is known to differ, except conflicts, which show three states. It compares
 * server now → after a deploy; for kept resources Git → server; without a server Git base → this commit. Small contents
 * are compared first. Comparing stops at `budget` bytes, because what does not fit is not shown. Both lists are in the
 * order of the plan.
 */
export const planDiffs = (plan: Plan, options: DiffOptions) => {
  const renames = new Map(groupResources(plan).renames.map(({ from, to }) => [to, from]))
  const replaced = new Set(renames.values())
  const compared = plan.resources.flatMap((resource) => {
    if (replaced.has(resource)) return []
    const resourceStates = statesOf(resource, renames.get(resource), options)
    return resourceStates === undefined ? [] : [{ resource, resourceStates, bytes: leastBytes(resourceStates) }]
  })
  const found = new Map<PlannedResource, ResourceDiff>()
  let [left, effort] = [options.budget, MOST_EFFORT]
  for (const { resource, resourceStates, bytes } of compared.toSorted((a, b) => a.bytes - b.bytes)) {
    left -= bytes
    if (left < 0) break
    const mostEdited = Math.min(MAX_EDITED_LINES, Math.floor(Math.sqrt(effort)))
    const diff = resourceDiff(withKnownTexts(resource, renames.get(resource)), resourceStates, {
      ...options,
      mostEdited,
    })
    effort -= diff.edited ** 2
    found.set(resource, diff)
  }
  return {
    /** The title that most diffs share. Any other diff shows its own title. */
    usualTitle: usualTitle(options),
    diffs: compared.flatMap(({ resource }) => found.get(resource) ?? []),
    /** Resources whose diffs would not fit. */
    tooLong: compared.map(({ resource }) => resource).filter((resource) => !found.has(resource)),
  }
}

/**
 * Limit for the work of all comparisons, in squares of edited lines. It allows ten texts without a common line, or
 * thousands with few edits. The diffs after this limit show sizes only.
 */
const MOST_EFFORT = 10 * MAX_EDITED_LINES ** 2

interface DiffOptions extends ShownReport {
  readonly budget: number
  /** Defaults to `stateLabelsOf`. */
  readonly labels?: StateLabels
}

/** Labels of the two states of a change: the server before it, and the server after it. */
export interface StateLabels {
  readonly now: string
  readonly after: string
}

/**
 * The labels for a report. Only a comment before the merge says "after merge": previews, deploys, drift runs and
 * terminals merge nothing. A failed deploy did not reach its second state.
 */
export const stateLabelsOf = ({ kind, command, result, preview }: Report): StateLabels => {
  const isPast = kind === 'outcome'
  const now = isPast ? 'server before' : 'server now'
  if (command === 'drift' || command === 'export' || (isPast && result === 'failed')) return { now, after: 'Git' }
  if (preview !== undefined) return { now, after: 'in the preview' }
  return { now, after: isPast ? 'after the deploy' : 'after a deploy' }
}

/** The resource with all its texts that Git is known to hold, under both names. */
const withKnownTexts = (resource: PlannedResource, oldName: PlannedResource | undefined): PlannedResource =>
  oldName === undefined ? resource : { ...resource, base: oldName.base }

const usualTitle = ({ report, labels: { now, after } = stateLabelsOf(report) }: DiffOptions): string => {
  if (report.target.server === null) return 'Git base → this commit'
  return report.command === 'drift' ? `Git → ${now}` : `${now} → ${after}`
}

const statesOf = (
  resource: PlannedResource,
  oldName: PlannedResource | undefined,
  { report, labels: { now, after } = stateLabelsOf(report) }: DiffOptions,
): DiffStates | undefined => {
  const { change, action } = resource
  const desired = { content: resource.desired, isLive: false }
  const live = { content: resource.live, isLive: true }
  if (resource.desired === undefined && resource.live === undefined) return undefined
  if (oldName !== undefined)
    return { title: `old name → ${after}`, before: { content: oldName.live, isLive: true }, after: desired }
  if (report.target.server === null)
    return { title: 'Git base → this commit', before: { content: resource.base, isLive: false }, after: desired }
  if (action === 'delete')
    return { title: `${now} → deleted`, before: live, after: { content: undefined, isLive: false } }
  if (action !== 'none') return { title: `${now} → ${after}`, before: live, after: desired }
  // Git never deployed an adopted resource. Only an export writes in the other direction.
  if (change === 'drift' || change === 'adopt') return { title: `Git → ${now}`, before: desired, after: live }
  return undefined
}

/**
 * A lower bound for the size of a diff: the bytes of lines that only one text has. Takes linear time, unlike a
 * comparison.
 */
const leastBytes = ({ before, after }: DiffStates): number => {
  const left = linesOf(before.content)
  const right = linesOf(after.content)
  return uniqueBytes(left, new Set(right)) + uniqueBytes(right, new Set(left))
}

const uniqueBytes = (lines: readonly string[], others: ReadonlySet<string>): number =>
  lines.reduce((sum, line) => (others.has(line) ? sum : sum + Buffer.byteLength(line) + 1), 0)

/** Git before → Git now, and Git before → server now. Without a known Git base: server → Git. */
export const conflictStates = ({ base, live, desired }: PlannedResource): readonly DiffStates[] => {
  const onServer = { content: live, isLive: true }
  const inGit = { content: desired, isLive: false }
  if (base === undefined) return [{ title: 'Server now → Git', before: onServer, after: inGit }]
  const before = { content: base, isLive: false }
  return [
    { title: 'In Git: last deployed → now', before, after: inGit },
    { title: 'On the server: last deployed → now', before, after: onServer },
  ]
}
