import { counted, joined } from '../text/lists.ts'

/**
 * A comment's body: the API says 65,536 characters; kept in UTF-8 bytes, which holds under every reading of that
 * (docs/internals/facts/github.md, "Comment body").
 */
export const MAX_COMMENT_BYTES = 65_000
/** The title of an issue or pull request: GitHub ends it at 256 characters. */
export const MAX_TITLE_LENGTH = 200
/** A job summary: past 1 MiB a step the runner drops all of it, and says so in an annotation (docs/internals/facts/github.md, "Job summary"). */
export const MAX_SUMMARY_BYTES = 1_000_000

/** One part of a text; the order of the list is the order of the text. */
export interface Section {
  /** Heading, as Markdown; none when empty. */
  readonly title: string
  readonly body: string
  /** 0 is always there, if need be in its shortest form; of the others, the highest is left out first. */
  readonly priority: number
  /** What it is called when it is left out or shortened, in the singular: `diff`. */
  readonly noun: string
  /** Shorter forms of the body, the longest first. A body is never cut elsewhere, so no fence or table breaks. */
  readonly shorter?: readonly string[]
}

/** Room for the sentence about what was left out. */
const NOTE_BYTES = 600

interface Form {
  readonly text: string
  readonly bytes: number
  /** Steps to the shortest form. */
  readonly stepsToShortest: number
}

interface Candidate {
  readonly section: Section
  /** The longest first. */
  readonly forms: readonly Form[]
  readonly fullBytes: number
  chosen: Form | undefined
}

/**
 * Puts as much as fits into `budget` UTF-8 bytes, important things first, and says what is missing and where it is
 * (`elsewhere`, a clause such as `all of it is in the job summary`). Small sections go before large ones of one priority.
 */
export const fitSections = (sections: readonly Section[], limits: Limits): string =>
  fitBlocks(sections, limits)
    .map(({ text }) => text)
    .join(SEPARATOR)

/** A part of a text that is whole in itself: no fence, table or tag goes beyond it. */
export interface Block {
  readonly text: string
  /** As of its section; the sentence about what was left out has 0. */
  readonly priority: number
}

interface Limits {
  readonly budget: number
  /** Of `budget`, what the sections of priority 0 may take together. */
  readonly essential?: number
  readonly elsewhere: string
}

/** The same before it is put together. */
export const fitBlocks = (
  sections: readonly Section[],
  { budget, essential = budget, elsewhere }: Limits,
): readonly Block[] => {
  const candidates = sections.map(asCandidate)
  if (sizeOf(candidates) <= budget && sizeOf(candidates.filter(isEssential)) <= essential)
    return sections.map((section) => ({ text: withTitle(section, section.body), priority: section.priority }))
  chooseForms(candidates, budget - NOTE_BYTES, essential - NOTE_BYTES)
  const kept = candidates.flatMap(({ chosen, section: { priority } }) =>
    chosen === undefined ? [] : [{ text: chosen.text, priority }],
  )
  return [...kept, { text: leftOutNote(candidates, elsewhere), priority: 0 }]
}

/** A blank line. */
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
  // The shortest forms of all, then one step longer each, small ones first: no long list takes the room of a short one.
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

const leftOutNote = (candidates: readonly Candidate[], elsewhere: string): string => {
  const leftOut = Map.groupBy(
    candidates.filter(({ chosen }) => chosen === undefined),
    ({ section }) => section.noun,
  )
  const shortened = candidates.filter(({ chosen, forms }) => chosen !== undefined && chosen !== forms[0])
  const parts = [
    ...[...leftOut].map(([noun, { length }]) => `${counted(length, noun)} left out`),
    ...[...new Set(shortened.map(({ section }) => section.noun))].map((noun) => `${noun} shortened`),
  ]
  return `_Too long for this place: ${joined(parts)}; ${elsewhere}._`
}
