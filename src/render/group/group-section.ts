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

/** What one target has to say in a comment that it shares with others. */
export interface GroupSection {
  /** Fingerprint of the target, as of a comment of its own. */
  readonly key: string
  /** Its label or address, and where it is; plain texts. */
  readonly name: string
  readonly place: string
  readonly runId: number
  readonly runAttempt: number
  readonly stage: Stage
  readonly commit?: string | undefined
  readonly state: AnswerState
  /** What follows the state, Markdown of one line; `''` where there is nothing to say. */
  readonly words: string
  /** What cannot be undone. */
  readonly risks: Risks
  /** Of the texts as its own run rendered them. */
  readonly digest: string
  readonly blocks: readonly Block[]
  /** Blocks that other targets' need of room took away; `edited`: all of them, because somebody wrote into them. */
  readonly missing: number | 'edited'
  readonly approvedPlan?: ApprovedPlanMarker | undefined
}

export interface Risks {
  readonly deletions: number
  readonly overwrites: number
}

/** A deploy of a run comes after its plan, whichever of them writes last. */
const STAGE_ORDER: Readonly<Record<Stage, number>> = {
  planned: 0,
  tested: 0,
  closed: 1,
  refused: 2,
  failed: 2,
  deployed: 2,
}

type SectionVersion = Pick<GroupSection, 'runId' | 'runAttempt' | 'stage'>

/** Positive when `one` was written by a newer run, or by a later step of the same one. */
export const compareVersions = (one: SectionVersion, other: SectionVersion): number =>
  one.runId - other.runId || one.runAttempt - other.runAttempt || STAGE_ORDER[one.stage] - STAGE_ORDER[other.stage]

/** The newest section of each target, in order of their names. Of two of one version the first counts. */
export const mergeSections = (...lists: readonly (readonly GroupSection[])[]): readonly GroupSection[] => {
  const newest = new Map<string, GroupSection>()
  for (const section of lists.flat()) {
    const known = newest.get(section.key)
    if (known === undefined || compareVersions(section, known) > 0) newest.set(section.key, section)
  }
  return [...newest.values()].toSorted((a, b) => compareText(a.name, b.name) || compareText(a.key, b.key))
}

/** True when nothing that `wanted` says is missing in `present`, or older there. */
export const holdsAll = (present: readonly GroupSection[], wanted: readonly GroupSection[]): boolean =>
  wanted.every((section) =>
    present.some(({ key, ...version }) => key === section.key && compareVersions(version, section) >= 0),
  )

/** True when two sections of one target say the same of the same commit, whatever run they are of. */
export const isSameSection = (one: GroupSection, other: GroupSection): boolean =>
  one.digest === other.digest &&
  one.commit === other.commit &&
  one.stage === other.stage &&
  other.missing !== 'edited' &&
  one.missing !== 'edited'

/** What a section is beside the others of its comment. */
export type Currency = 'current' | 'older-commit' | 'not-deployed'

/**
 * Whether what a section says still holds: once another target was deployed the plan of this one waits for its deploy, and
 * beside a newer plan of another commit, or of a pull request that was opened again, it is of an older one. Receipts stay true.
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

/** What may not be left out, in its shorter forms where it is longer: several targets must have room for theirs. */
const ESSENTIAL_BYTES = 12_000
/** Characters of a label or an address. */
const MOST_PLACE = 120

/** What one run has to say of its target, as long as if it had the whole comment. */
export const renderGroupSection = (report: Report, options: CommentOptions): GroupSection => {
  const { shown, answer, sections } = commentParts(report, options)
  const { state } = answer
  const { key, runId, runAttempt, commit, approvedPlan } = options.marker
  const fitted = fitBlocks(sections.slice(1), {
    budget: MAX_COMMENT_BYTES,
    essential: ESSENTIAL_BYTES,
    elsewhere: 'all of it is in the job summary and in `plan.json`',
  })
  const section = {
    ...{ key, runId, runAttempt, stage: options.stage, commit, state, approvedPlan },
    ...nameOf(shown),
    words: answer.words === '' ? answer.counts : answer.words,
    risks: risksOf(shown),
    blocks: fitted,
  }
  const { name, place, words: reported, risks, blocks } = section
  const digest = shortHash([name, place, state, reported, risks, blocks, approvedPlan?.digests])
  return { ...section, digest, missing: 0 }
}

const nameOf = ({ target }: Report): Pick<GroupSection, 'name' | 'place'> => {
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

/** The section of a pull request that was closed without merging: its last plan, and that it is history. */
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
