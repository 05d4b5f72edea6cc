import { groupResources } from '../../report/plan-groups.ts'
import { planOf, type Report } from '../../report/report.ts'
import { targetLabel } from '../../report/report-text.ts'
import { compareText } from '../../text/compare.ts'
import { shortHash } from '../../text/json.ts'
import { visibleLine } from '../../text/visible.ts'
import type { AnswerState, Stage } from '../answer.ts'
import { type Block, fitBlocks, MAX_COMMENT_BYTES } from '../fit-sections.ts'
import { md } from '../markdown.ts'
import type { ApprovedPlanMarker } from '../marker.ts'
import { type CommentOptions, commentParts } from '../render-comment.ts'

/** The part of one target in a comment that several targets share. */
export interface GroupSection {
  /** Fingerprint of the target, the same as in a comment of its own. */
  readonly key: string
  /** Label or address of the target, and its location; plain texts. */
  readonly name: string
  readonly place: string
  readonly runId: number
  readonly runAttempt: number
  readonly stage: Stage
  readonly commit?: string | undefined
  readonly state: AnswerState
  /** Markdown of one line that follows the state; `''` where there is none. */
  readonly words: string
  /** Numbers of irreversible changes. */
  readonly risks: Risks
  /** Digest of the texts that its own run rendered. */
  readonly digest: string
  readonly blocks: readonly Block[]
  /**
   * Number of blocks left out to make room for other targets; `edited`: someone edited the blocks, so all were dropped.
   */
  readonly missing: number | 'edited'
  readonly approvedPlan?: ApprovedPlanMarker | undefined
}

export interface Risks {
  readonly deletions: number
  readonly overwrites: number
}

/** Orders the stages of one run. A deploy comes after its plan, whichever job writes last. */
const STAGE_ORDER: Readonly<Record<Stage, number>> = {
  planned: 0,
  tested: 0,
  closed: 1,
  refused: 2,
  failed: 2,
  deployed: 2,
}

type SectionVersion = Pick<GroupSection, 'runId' | 'runAttempt' | 'stage'>

/** Positive when `one` was written by a newer run than `other`, or by a later stage of the same run. */
export const compareVersions = (one: SectionVersion, other: SectionVersion): number =>
  one.runId - other.runId || one.runAttempt - other.runAttempt || STAGE_ORDER[one.stage] - STAGE_ORDER[other.stage]

/** The newest section of each target, ordered by name. If two have the same version, the first one counts. */
export const mergeSections = (...lists: readonly (readonly GroupSection[])[]): readonly GroupSection[] => {
  const newest = new Map<string, GroupSection>()
  for (const section of lists.flat()) {
    const known = newest.get(section.key)
    if (known === undefined || compareVersions(section, known) > 0) newest.set(section.key, section)
  }
  return [...newest.values()].toSorted((a, b) => compareText(a.name, b.name) || compareText(a.key, b.key))
}

/** True when `present` has each target of `wanted` in the same version or a newer one. */
export const holdsAll = (present: readonly GroupSection[], wanted: readonly GroupSection[]): boolean =>
  wanted.every((section) =>
    present.some(({ key, ...version }) => key === section.key && compareVersions(version, section) >= 0),
  )

/** True when two sections of one target have the same content for the same commit, in whatever run. */
export const isSameSection = (one: GroupSection, other: GroupSection): boolean =>
  one.digest === other.digest &&
  one.commit === other.commit &&
  one.stage === other.stage &&
  other.missing !== 'edited' &&
  one.missing !== 'edited'

/** Whether a section is up to date, compared with the other sections of its comment. */
export type Currency = 'current' | 'older-commit' | 'not-deployed'

/**
 * Whether the text of a section still applies. After another target was deployed, this plan waits for its deploy. A
 * newer plan for another commit, or for a reopened pull request, makes this plan older. Receipts stay true.
 */
export const currencyOf = (section: GroupSection, sections: readonly GroupSection[]): Currency => {
  if (STAGE_ORDER[section.stage] === STAGE_ORDER.deployed) return 'current'
  const isPlan = section.stage === 'planned'
  if (isPlan && sections.some(({ stage }) => STAGE_ORDER[stage] === STAGE_ORDER.deployed)) return 'not-deployed'
  const newest = sections.reduce((best, each) => (compareVersions(each, best) > 0 ? each : best), section)
  if (!isOfProposal(newest)) return 'current'
  return isOfProposal(section) && newest.commit === section.commit ? 'current' : 'older-commit'
}

const isOfProposal = ({ stage }: GroupSection): boolean => stage === 'planned' || stage === 'tested'

/**
 * UTF-8 bytes for sections that must not be left out. Longer ones use shorter forms, because several targets need room.
 */
const ESSENTIAL_BYTES = 12_000
/** Characters of a label or an address. */
const MOST_PLACE = 120

/** The section of one target, rendered as if it had the whole comment. */
export const renderGroupSection = (report: Report, options: CommentOptions): GroupSection => {
  const { shown, answer, sections } = commentParts(report, options)
  const { state } = answer
  const { key, runId, runAttempt, commit, approvedPlan } = options.marker
  const fitted = fitBlocks(sections.slice(1), {
    budget: MAX_COMMENT_BYTES,
    essential: ESSENTIAL_BYTES,
    remainderNote: 'all of it is in the job summary and in `plan.json`',
  })
  const section = {
    key,
    runId,
    runAttempt,
    stage: options.stage,
    commit,
    state,
    approvedPlan,
    ...targetNameOf(shown),
    words: answer.text === '' ? answer.counts : answer.text,
    risks: risksOf(shown),
    blocks: fitted,
  }
  const { name, place, words: reported, risks, blocks } = section
  const digest = shortHash([name, place, state, reported, risks, blocks, approvedPlan?.digests])
  return { ...section, digest, missing: 0 }
}

const targetNameOf = ({ target }: Report): Pick<GroupSection, 'name' | 'place'> => {
  const place = visibleLine(targetLabel({ ...target, label: undefined }), MOST_PLACE)
  return target.label === undefined
    ? { name: place, place: '' }
    : { name: visibleLine(target.label, MOST_PLACE), place }
}

const risksOf = (report: Report): Risks => {
  const plan = planOf(report)
  if (plan === undefined) return { deletions: 0, overwrites: 0 }
  const { deletions, renames, overwrites } = groupResources(plan)
  return { deletions: deletions.length + renames.length, overwrites: overwrites.length }
}

/** Turns the last plan of a pull request that was closed without merging into history. */
export const closedSection = (
  section: GroupSection,
  run: Pick<GroupSection, 'runId' | 'runAttempt'>,
): GroupSection => ({
  ...section,
  ...run,
  stage: 'closed',
  state: 'closed',
  words: md.text('what follows is the last plan'),
  digest: '',
})
