import type { CaseResult, FailedTask } from '../flow-tests/case-result.ts'
import { isProblemCode } from '../lint/all-codes.ts'
import { planOf, type Report } from '../report/report.ts'
import { findKnownSecrets } from '../secrets/find-known-secrets.ts'
import type { Span } from '../secrets/find-private-keys.ts'
import { findSecrets } from '../secrets/find-secrets.ts'
import { replaceSpans } from '../secrets/hide-secrets.ts'
import { counted } from '../text/lists.ts'
import { shortened, visible } from '../text/visible.ts'
import type { FollowedFlow } from '../verify/followed-flow.ts'
import { serverOnlyNote } from './content-diff.ts'

/** Settings for what to hide from the readers of an output. The defaults hide only values that look like credentials. */
export interface Privacy {
  /** The credentials of the connection. No output shows them (`findKnownSecrets`). */
  readonly maskedValues?: readonly string[]
  /** True where everyone can read the repository. */
  readonly isPublic?: boolean
  /** The setting `show-server-source`: shows lines that exist only on the server, also on public repositories. */
  readonly showServerSource?: boolean
}

interface RedactOptions {
  /** The word for the hidden value; `unchanged` for a line that does not change. */
  readonly state?: 'changed' | 'unchanged'
  /** Finds spans that look like credentials, in the text as it is shown. */
  readonly detect?: (text: string) => readonly Span[]
}

/** Redacts a text for output; line breaks stay. */
type Redact = (text: string, options?: RedactOptions) => string

/** The redaction of resource contents for one output. */
export interface Redaction {
  readonly redact: Redact
  /** True on a public repository, unless its owner shows lines that exist only on the server. */
  readonly hidesServerLines: boolean
}

/** A report whose texts are redacted but not escaped yet, and the redaction for its contents. */
export interface ShownReport extends Redaction {
  readonly report: Report
}

/**
 * Returns a function that redacts one text before it becomes part of a document. It replaces masked values in every
 * form, and everything `detect` finds, by `(changed, N bytes)`. It also spells out invisible characters. A reviewer
 * sees that a value exists, but not the value (docs/internals/threat-model.md, "What is hidden, and where"). Redact
 * before cutting: half a value is hard to find.
 */
export const makeRedact = ({ maskedValues = [] }: Privacy): Redact => {
  const known = findKnownSecrets(maskedValues)
  return (text, { state = 'changed', detect = findSecrets } = {}) => {
    const shown = visible(text)
    // The spelled-out text is much longer, so it is searched only where the original has a match.
    const masked = known(text).length > 0 ? known(shown) : []
    return replaceSpans(shown, [...masked, ...detect(shown)], state)
  }
}

/** Characters of one name, sentence or message. A server may send far more. */
const MAX_TEXT_LENGTH = 4_000

/**
 * Redacts names, sentences and messages, then cuts long ones. Sentences about lines that only the server knows become
 * their number and place. Contents of resources are not redacted here: `resourceDiff` compares them first, then hides.
 */
export const redactReport = (report: Report, privacy: Privacy): ShownReport => {
  const redact = makeRedact(privacy)
  const hidesServerLines = privacy.isPublic === true && privacy.showServerSource !== true
  const reported = hidesServerLines ? withoutServerLines(report) : report
  const redactText = (text: string) => shortened(redact(text), MAX_TEXT_LENGTH)
  const history = reported.history.map((each) => ({
    ...each,
    lastState: each.lastState === null ? null : redactText(each.lastState),
  }))
  const followed = reported.followed.map(withServerWord(redactText))
  const shown = redactTexts({ ...reported, followed, history }, redactText)
  return { report: shown as Report, redact, hidesServerLines }
}

/** Redacts the state of an execution, which the server wrote. The state of a trigger is our own text. */
const withServerWord =
  (redact: (text: string) => string) =>
  ({ execution, ...flow }: FollowedFlow): FollowedFlow => ({
    ...flow,
    execution: execution && { ...execution, state: redact(execution.state) },
  })

/**
 * Fields that hold text by a person, a file or a server, anywhere in a report. All other fields hold our own text or
 * contents.
 */
const TEXTS: ReadonlySet<string> = new Set(
  `message hint notices notRead missing words note breaks says log expected actual
  namespace name id file root from to server tenant label serverVersion
  suite case flow trigger taskId execution`.split(/\s+/),
)

const isText = (key: string, value: unknown): boolean =>
  // Our codes are public identifiers. The code in an artifact may be any text.
  TEXTS.has(key) || (key === 'code' && typeof value === 'string' && !isProblemCode(value))

/**
 * A copy of a part of a report with every text redacted. `isReported` is true for a text, or a list of texts, in one of
 * `TEXTS`.
 */
const redactTexts = (value: unknown, redact: (text: string) => string, isReported = false): unknown => {
  if (typeof value === 'string') return isReported ? redact(value) : value
  if (Array.isArray(value)) return value.map((each) => redactTexts(each, redact, isReported))
  if (typeof value !== 'object' || value === null || value instanceof Set || value instanceof Uint8Array) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, field]) => [key, redactTexts(field, redact, isText(key, field))]),
  )
}

/**
 * Removes data that only the server knows: lines, the times of triggers that follow from them, and values of
 * executions.
 */
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
    // Flow tests run on data of the repository.
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

/**
 * Hides both values and the message of an assertion: the server renders them, so they may hold data that only the
 * server knows.
 */
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
