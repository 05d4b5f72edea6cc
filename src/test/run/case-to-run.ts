import type { ExecutionInput } from '../../kestra/executions/executions.ts'
import { plainText } from '../../text/json.ts'
import type { YamlDocument } from '../../yaml/yaml-document.ts'
import type { Assertion, AssertionCheck, Suite, SuiteCase } from '../suite/suite.ts'
import type { AssertionToJudge } from './judge-assertion.ts'
import type { CaseToRun } from './run-case.ts'

/** A case takes no longer than this unless it says so itself. */
const CASE_LIMIT_MS = 60_000
/** What Kestra expects where a case says nothing. */
const USUAL_STATE = 'SUCCESS'

/** Where the flow of a case lies on the server. */
export interface PlacedFlow {
  readonly namespace: string
  readonly revision: number | undefined
  /** Inputs of type FILE: what a case has for them is the content of a file. */
  readonly fileInputs: ReadonlySet<string>
  /** Its tasks whose outputs are those of a fixture. */
  readonly givenTasks: ReadonlySet<string>
}

/** A case of a suite, whose flow lies on the server. */
export const caseToRun = (suite: Suite, of: SuiteCase, placed: PlacedFlow): CaseToRun => ({
  suite: `${suite.namespace}.${suite.id}`,
  case: of.id,
  file: suite.file,
  line: of.position.line,
  flow: { namespace: suite.namespace, id: suite.flowId },
  start: {
    namespace: placed.namespace,
    flowId: suite.flowId,
    revision: placed.revision,
    inputs: inputsOf(suite.document, of, placed.fileInputs),
  },
  givenTasks: placed.givenTasks,
  assertions: of.assertions.map((assertion) => toJudge(suite.document, assertion)),
  expectedState: of.expectedState?.state ?? USUAL_STATE,
  timeoutMs: CASE_LIMIT_MS,
})

const inputsOf = (
  document: YamlDocument,
  { inputs, path }: SuiteCase,
  files: ReadonlySet<string>,
): readonly ExecutionInput[] =>
  Object.entries(inputs).flatMap(([id, value]): ExecutionInput[] => {
    // Nothing is as if it were not given.
    if (value === null || value === undefined) return []
    const text = document.textOf([...path, 'fixtures', 'inputs', id]) ?? writtenOut(value)
    return [files.has(id) ? { id, bytes: Buffer.from(text, 'utf8'), fileName: id } : { id, text }]
  })

const toJudge = (document: YamlDocument, { checks, ...assertion }: Assertion): AssertionToJudge => ({
  ...assertion,
  expectations: checks.map((check) => ({ ...check, text: expectedText(document, check) })),
})

/** Kestra keeps the text of a value as it is written, and JSON of what is none. */
const expectedText = (document: YamlDocument, { path, expected }: AssertionCheck): string =>
  document.writtenTextOf(path) ?? writtenOut(expected)

const writtenOut = (value: unknown): string => (typeof value === 'object' ? JSON.stringify(value) : plainText(value))
