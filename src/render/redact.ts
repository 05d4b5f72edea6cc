import { isProblemCode } from '../finding/problem-codes.ts'
import type { CaseResult, FailedTask } from '../flow-tests/case-result.ts'
import { planOf, type Report } from '../report/report.ts'
import { findKnownSecrets } from '../secrets/find-known-secrets.ts'
import type { Span } from '../secrets/find-private-keys.ts'
import { findSecrets } from '../secrets/find-secrets.ts'
import { replaceSpans } from '../secrets/hide-secrets.ts'
import { counted } from '../text/lists.ts'
import { shortened, visible } from '../text/visible.ts'
import type { FollowedFlow } from '../verify/followed-flow.ts'
import { serverOnlyNote } from './content-diff.ts'

/** What a reader of the output may not see. Leaving all of it out hides nothing but values that look like credentials. */
export interface Privacy {
  /** The credentials of the connection: they appear in no sink (`findKnownSecrets`). */
  readonly maskedValues?: readonly string[]
  /** Readers of a public repository are everyone. */
  readonly isPublic?: boolean
  /** The setting `show-server-source`: shows lines that exist only on the server on public repositories as well. */
  readonly showServerSource?: boolean
}

interface RedactOptions {
  /** Words the hidden value of a line that does not change. */
  readonly state?: 'changed' | 'unchanged'
  /** What looks like a credential in this text, as it is shown. */
  readonly detect?: (text: string) => readonly Span[]
}

/** Makes text fit to be shown; lines stay lines. */
type Redact = (text: string, options?: RedactOptions) => string

/** How the contents of resources are made fit for the readers of one output. */
export interface Redaction {
  readonly redact: Redact
  /** True on a public repository, unless its owner wants lines that exist only on the server shown. */
  readonly hidesServerLines: boolean
}

/** A report of which every text is fit to be shown, before any escaping, and how the contents in it are made so. */
export interface ShownReport extends Redaction {
  readonly report: Report
}

/**
 * A function for one text after the other, before any of them becomes part of a document: replaces masked values, in every form, and whatever
 * `detect` finds in this very text by `(changed, N bytes)`, and spells out invisible characters. The value cannot be read, yet a reviewer sees
 * that it is there (docs/internals/threat-model.md, "What is hidden, and where"). Must come before anything is cut, because half a value is hard to find.
 */
export const makeRedact = ({ maskedValues = [] }: Privacy): Redact => {
  const known = findKnownSecrets(maskedValues)
  return (text, { state = 'changed', detect = findSecrets } = {}) => {
    const shown = visible(text)
    // What is spelt out is much longer: it is searched only where there is something to find.
    const masked = known(text).length > 0 ? known(shown) : []
    return replaceSpans(shown, [...masked, ...detect(shown)], state)
  }
}

/** Of one name, sentence or message; a server may say much more. */
const MAX_TEXT_LENGTH = 4_000

/**
 * Looks for secrets in names, words and messages, and words about lines that only the server knows give way to their number and place. What is too
 * long is cut, after that. The contents of resources stay as they are, because what changed in them must be told before it is hidden (`resourceDiff`).
 */
export const redactReport = (report: Report, privacy: Privacy): ShownReport => {
  const redact = makeRedact(privacy)
  const hidesServerLines = privacy.isPublic === true && privacy.showServerSource !== true
  const reported = hidesServerLines ? withoutServerLines(report) : report
  const redactText = (text: string) => shortened(redact(text), MAX_TEXT_LENGTH)
  const shown = redactTexts({ ...reported, followed: reported.followed.map(withServerWord(redactText)) }, redactText)
  return { report: shown as Report, redact, hidesServerLines }
}

/** The state of an execution is the server's word; that of a trigger is ours. */
const withServerWord =
  (redact: (text: string) => string) =>
  ({ execution, ...flow }: FollowedFlow): FollowedFlow => ({
    ...flow,
    execution: execution && { ...execution, state: redact(execution.state) },
  })

/** Fields that hold what a person, a file or a server wrote, wherever in a report they stand. The others hold words of ours and contents. */
const TEXTS: ReadonlySet<string> = new Set(
  `message hint notices unseen missing words note breaks says log expected actual
  namespace name id file root from to server tenant label serverVersion
  suite case flow trigger taskId execution`.split(/\s+/),
)

const isText = (key: string, value: unknown): boolean =>
  // Codes of ours are what programs look for; of an artifact it may be any text.
  TEXTS.has(key) || (key === 'code' && typeof value === 'string' && !isProblemCode(value))

/** A copy of a part of a report in which every text is redacted; `isReported` of a list or text that is one. */
const redactTexts = (value: unknown, redact: (text: string) => string, isReported = false): unknown => {
  if (typeof value === 'string') return isReported ? redact(value) : value
  if (Array.isArray(value)) return value.map((each) => redactTexts(each, redact, isReported))
  if (typeof value !== 'object' || value === null || value instanceof Set || value instanceof Uint8Array) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, field]) => [key, redactTexts(field, redact, isText(key, field))]),
  )
}

/** Without what only the server knows: its lines, when a trigger fires by them, and what ran on it. */
const withoutServerLines = (report: Report): Report => {
  const plan = planOf(report)
  const notes = new Map(plan?.resources.map((resource) => [resource, serverOnlyNote(resource)]))
  const hidden = new Set(
    [...notes].flatMap(([{ namespace, name }, note]) => (note === undefined ? [] : [`${namespace} ${name}`])),
  )
  const head = {
    triggers: report.triggers.map((state) =>
      hidden.has(`${state.namespace} ${state.flow}`) ? { ...state, says: null, next: null } : state,
    ),
    // Flow tests run on what the repository brings.
    tests: report.kind === 'tests' ? report.tests : report.tests.map(withoutValues),
    followed: report.followed.map(({ execution, ...flow }) => ({
      ...flow,
      execution: execution && { ...execution, failedTask: withoutLog(execution.failedTask) },
    })),
  }
  if (!('plan' in report)) return { ...report, ...head }
  const resources = report.plan.resources.map((resource) => {
    const note = notes.get(resource)
    return note === undefined ? resource : { ...resource, words: [note] }
  })
  return { ...report, ...head, plan: { ...report.plan, resources, unmanaged: { ...report.plan.unmanaged, names: [] } } }
}

/** The server renders both sides of an assertion and the words on it, so that each may hold what only the server knows. */
const withoutValues = (result: CaseResult): CaseResult => ({
  ...result,
  assertions: result.assertions.map((assertion) => ({
    ...assertion,
    expected: notShown(assertion.expected),
    actual: notShown(assertion.actual),
    message: assertion.message === undefined ? undefined : notShown(assertion.message),
  })),
  failedTask: withoutLog(result.failedTask),
})

const notShown = (text: string): string => `(${counted(Buffer.byteLength(text), 'byte')}, not shown in public)`

const withoutLog = (task: FailedTask | undefined): FailedTask | undefined =>
  task && { ...task, log: task.log.length > 0 ? [`(${counted(task.log.length, 'line')}, not shown in public)`] : [] }
