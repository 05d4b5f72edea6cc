import { groupResources } from '../../report/plan-groups.ts'
import { planOf, type Report } from '../../report/report.ts'
import { targetLabel } from '../../report/report-words.ts'
import { shortHash } from '../../text/json.ts'
import { visibleLine } from '../../text/visible.ts'
import { ANSWERS } from '../answer.ts'
import { type Block, fitBlocks, MAX_COMMENT_BYTES } from '../fit-sections.ts'
import { md } from '../markdown.ts'
import { type CommentOptions, commentParts } from '../render-comment.ts'
import type { GroupSection, Risks } from './group-section.ts'

/** What may not be left out, in its shorter forms where it is longer: several targets must have room for theirs. */
const ESSENTIAL_BYTES = 12_000
/** Of one row of the table; what is longer stands in the section. */
const MOST_WORD_BYTES = 600
/** Characters of a label or an address. */
const MOST_PLACE = 120

/** What one run has to say of its target, as long as if it had the whole comment. */
export const renderGroupSection = (report: Report, options: CommentOptions): GroupSection => {
  const { shown, answer, sections } = commentParts(report, options)
  const { state, words } = answer
  const isShort = Buffer.byteLength(words) <= MOST_WORD_BYTES
  const { key, runId, runAttempt, commit, promise } = options.marker
  const fitted = fitBlocks(sections.slice(1), {
    budget: MAX_COMMENT_BYTES,
    essential: ESSENTIAL_BYTES,
    elsewhere: 'all of it is in the job summary and in `plan.json`',
  })
  const long: readonly Block[] = isShort ? [] : [{ text: `${ANSWERS[state]}: ${words}`, priority: 0 }]
  const section = {
    ...{ key, runId, runAttempt, stage: options.stage, commit, state, promise },
    ...nameOf(shown),
    words: isShort ? words : 'said below',
    risks: risksOf(shown),
    blocks: [...long, ...fitted],
  }
  return { ...section, digest: digestOf(section), missing: 0 }
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

type SectionContent = Omit<GroupSection, 'digest' | 'missing'>

const digestOf = ({ name, place, state, words, risks, blocks, promise }: SectionContent): string =>
  shortHash([name, place, state, words, risks, blocks, promise?.digests])

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
