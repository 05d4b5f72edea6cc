import { counted, joined } from '../text/lists.ts'

/**
 * Limit of a comment's body. The API states 65,536 characters; UTF-8 bytes are counted here, because that is the
 * strictest reading (docs/internals/facts/github.md, "Comment body").
 */
export const MAX_COMMENT_BYTES = 65_000
/** Characters of the title of an issue or pull request. GitHub allows 256. */
export const MAX_TITLE_LENGTH = 200
/**
 * UTF-8 bytes of a job summary. Above 1 MiB per step, the runner drops all of it and adds an annotation
 * (docs/internals/facts/github.md, "Job summary").
 */
export const MAX_SUMMARY_BYTES = 1_000_000

/** One part of a text. Sections appear in the order of their list. */
export interface Section {
  /** Heading as Markdown; none when empty. */
  readonly title: string
  readonly body: string
  /**
   * Sections with 0 always appear, at least in their shortest form. Among the others, the highest number is left out
   * first.
   */
  readonly priority: number
  /** Singular noun for the note about sections that were left out or shortened: `diff`. */
  readonly noun: string
  /**
   * Shorter forms of the body, the longest first. A body is only replaced by one of them, so no fence or table breaks.
   */
  readonly shorter?: readonly string[]
}

/** UTF-8 bytes for the sentence about what was left out. */
const NOTE_BYTES = 600

interface Form {
  readonly text: string
  readonly bytes: number
  /** Number of steps to the shortest form. */
  readonly stepsToShortest: number
}

interface Candidate {
  readonly section: Section
  /** All forms of the section, the longest first. */
  readonly forms: readonly Form[]
  readonly fullBytes: number
  chosen: Form | undefined
}

/**
 * Joins as many sections as fit into `budget` UTF-8 bytes, important ones first. A last sentence says what is missing
 * and ends with `remainderNote`, a clause such as `all of it is in the job summary`. Within one priority, small
 * sections are preferred.
 */
export const fitSections = (sections: readonly Section[], limits: Limits): string =>
  fitBlocks(sections, limits)
    .map(({ text }) => text)
    .join(SEPARATOR)

/** A complete part of a text: no fence, table or tag continues after it. */
export interface Block {
  readonly text: string
  /** Priority of its section; 0 for the sentence about what was left out. */
  readonly priority: number
}

interface Limits {
  readonly budget: number
  /** Bytes of `budget` that the sections of priority 0 may use together; by default all. */
  readonly essential?: number
  readonly remainderNote: string
}

/** `fitSections` before the blocks are joined. */
export const fitBlocks = (
  sections: readonly Section[],
  { budget, essential = budget, remainderNote }: Limits,
): readonly Block[] => {
  const candidates = sections.map(asCandidate)
  if (sizeOf(candidates) <= budget && sizeOf(candidates.filter(isEssential)) <= essential)
    return sections.map((section) => ({ text: withTitle(section, section.body), priority: section.priority }))
  chooseForms(candidates, budget - NOTE_BYTES, essential - NOTE_BYTES)
  const kept = candidates.flatMap(({ chosen, section: { priority } }) =>
    chosen === undefined ? [] : [{ text: chosen.text, priority }],
  )
  return [...kept, { text: leftOutNote(candidates, remainderNote), priority: 0 }]
}

/** A blank line between two blocks. */
export const SEPARATOR = '\n\n'

const isEssential = ({ section }: Candidate): boolean => section.priority === 0

const sizeOf = (candidates: readonly Candidate[]): number =>
  candidates.reduce((sum, { fullBytes }) => sum + fullBytes, 0)

const asCandidate = (section: Section): Candidate => {
  const bodies = [section.body, ...(section.shorter ?? [])]
  const forms = bodies.map((body, index): Form => {
    const text = withTitle(section, body)
    const bytes = Buffer.byteLength(text) + SEPARATOR.length
    return { text, bytes, stepsToShortest: bodies.length - 1 - index }
  })
  const fullBytes = forms.slice(0, 1).reduce((sum, { bytes }) => sum + bytes, 0)
  return { section, forms, fullBytes, chosen: undefined }
}

const withTitle = ({ title }: Section, body: string): string => (title === '' ? body : `#### ${title}\n\n${body}`)

const chooseForms = (candidates: readonly Candidate[], budget: number, essential: number): void => {
  let used = 0
  const take = (candidate: Candidate, form: Form, most: number): boolean => {
    const cost = form.bytes - (candidate.chosen?.bytes ?? 0)
    if (used + cost > most) return false
    used += cost
    candidate.chosen = form
    return true
  }
  // Each section starts with its shortest form. Then each grows by one form in turn, small ones first, so that no long
  // list takes the room of a short one.
  const forms = candidates
    .filter(isEssential)
    .flatMap((candidate) => candidate.forms.map((form) => ({ candidate, form })))
    .toSorted((a, b) => a.form.stepsToShortest - b.form.stepsToShortest || a.form.bytes - b.form.bytes)
  for (const { candidate, form } of forms) take(candidate, form, Math.min(budget, essential))
  const optional = candidates
    .filter((candidate) => !isEssential(candidate))
    .toSorted((a, b) => a.section.priority - b.section.priority || a.fullBytes - b.fullBytes)
  for (const candidate of optional) candidate.forms.some((form) => take(candidate, form, budget))
}

const leftOutNote = (candidates: readonly Candidate[], remainderNote: string): string => {
  const leftOut = Map.groupBy(
    candidates.filter(({ chosen }) => chosen === undefined),
    ({ section }) => section.noun,
  )
  const shortened = candidates.filter(({ chosen, forms }) => chosen !== undefined && chosen !== forms[0])
  const parts = [
    ...[...leftOut].map(([noun, { length }]) => `${counted(length, noun)} left out`),
    ...[...new Set(shortened.map(({ section }) => section.noun))].map((noun) => `${noun} shortened`),
  ]
  return `_Too long for this output: ${joined(parts)}; ${remainderNote}._`
}
