import { counted, listed } from '../../text/lists.ts'
import { ANSWERS, type AnswerState, answerLine } from '../answer.ts'
import { SEPARATOR } from '../fit-sections.ts'
import { md } from '../markdown.ts'
import { type Currency, currencyOf, type GroupSection, type Risks } from './group-section.ts'

export interface RunLinks {
  /** Returns the address of a run's page. */
  readonly runUrl: (runId: number, runAttempt: number) => string
}

const NOT_DEPLOYED = '⏳ Not deployed yet'
const OLDER = '⏳ Not known for the newest commit'
/** Number of names in the heading. */
const MAX_NAMES = 6

/** The heading with the worst answer, then one line for each target. */
export const groupHead = (sections: readonly GroupSection[]): string => {
  const rows = sections.map((section) => row(section, currencyOf(section, sections)))
  return [`### ${heading(sections)}`, md.list(rows), `<sub>${NOT_LISTED}</sub>`].join(SEPARATOR)
}

const NOT_LISTED = 'A target that is not listed has nothing to deploy, or its job has not ended yet.'

const heading = (sections: readonly GroupSection[]): string => {
  const answers = sections.map((section) => ({ name: section.name, answer: answerOfCurrency(section, sections) }))
  const [worst] = answers.toSorted((a, b) => ORDER.indexOf(a.answer) - ORDER.indexOf(b.answer))
  const affected = answers.filter(
    ({ answer }) => answer === worst?.answer || (isDone(answer) && worst?.answer === 'deployed'),
  )
  const names = affected.map(({ name }) => md.text(name))
  const count =
    affected.length === answers.length ? '' : ` (${affected.length} of ${counted(answers.length, 'target')})`
  return `${worst === undefined ? '' : answerText(worst.answer)}: ${listed(names, MAX_NAMES)}${count}`
}

type HeadAnswer = AnswerState | 'waiting'

/** The worst answer first; a pending deploy comes before finished ones. */
const ORDER: readonly HeadAnswer[] = (Object.keys(ANSWERS) as AnswerState[]).flatMap((state) =>
  state === 'closed' ? (['waiting', state] as const) : [state],
)

const answerOfCurrency = (section: GroupSection, sections: readonly GroupSection[]): HeadAnswer =>
  (({ current: section.state, 'older-commit': 'unknown', 'not-deployed': 'waiting' }) as const)[
    currencyOf(section, sections)
  ]

const answerText = (answer: HeadAnswer): string => (answer === 'waiting' ? NOT_DEPLOYED : ANSWERS[answer])

const isDone = (answer: HeadAnswer): boolean => answer === 'deployed' || answer === 'kept'

/** `**production** (kestra.acme.io): answer: text · irreversible changes`. */
const row = (section: GroupSection, currency: Currency): string => {
  const { name, place, state, words, risks } = section
  const target = `**${md.text(name)}**${place === '' ? '' : ` (${md.text(place)})`}`
  if (currency === 'older-commit') return `${target}: ${olderText(section)}`
  const waiting = currency === 'not-deployed' ? [NOT_DEPLOYED] : []
  const parts = [...waiting, answerLine({ state, text: words }), ...riskText(risks)]
  return `${target}: ${parts.join(' · ')}`
}

const olderText = ({ commit }: GroupSection): string =>
  `${OLDER}: what it says is of ${commit === undefined ? 'an older one' : md.code(commit.slice(0, 7))}`

const riskText = ({ deletions, overwrites }: Risks): readonly string[] => [
  ...(deletions > 0 ? [`🗑️ ${counted(deletions, 'deletion')}`] : []),
  ...(overwrites > 0 ? [`✍️ ${counted(overwrites, 'overwrite')}`] : []),
]

/** The lines before and after the text of a section. The text is folded where nothing needs a look. */
export const sectionEnds = (
  section: GroupSection,
  sections: readonly GroupSection[],
  { runUrl }: RunLinks,
): { readonly before: string; readonly after: string } => {
  const { name, state, runId, runAttempt, commit, missing } = section
  const currency = currencyOf(section, sections)
  const open = currency === 'older-commit' || !FINE.has(state) ? ' open' : ''
  const answer = {
    current: ANSWERS[state],
    'older-commit': OLDER,
    'not-deployed': `${NOT_DEPLOYED}. The plan: ${ANSWERS[state]}`,
  }
  const run = md.link('Run and job summary', runUrl(runId, runAttempt))
  const facts = [run, ...(commit === undefined ? [] : [`commit ${md.code(commit.slice(0, 7))}`])].join(' · ')
  const before = [
    `<details${open}><summary>${md.summary(name)} ${answer[currency]}</summary>`,
    ...(currency === 'older-commit' ? [`${olderText(section)}.`] : []),
  ]
  const after = [...missingText(missing), `<sub>${facts}</sub>`, '</details>']
  return { before: before.join(SEPARATOR), after: after.join(SEPARATOR) }
}

const FINE: ReadonlySet<AnswerState> = new Set(['safe', 'tested', 'without-tests', 'kept', 'deployed', 'closed'])

const missingText = (missing: GroupSection['missing']): readonly string[] => {
  if (missing === 0) return []
  if (missing === 'edited') return ['_Somebody edited this part, so it is left out. Its run has it._']
  return [
    `_Too long for this output: ${counted(missing, 'part')} left out; all of it is in the job summary of this run._`,
  ]
}
