import type { Evaluated } from '../../kestra/executions/evidence.ts'
import type { Position } from '../../problem/problem.ts'
import type { AssertionResult } from '../case-result.ts'
import { ASSERTION_OPERATORS, type AssertionOperator } from '../suite/suite.ts'
import { AssertionFault, compare, type RenderText, readExpected, worded } from './operators.ts'

/** One comparison. `text` is what Kestra keeps of the value: as it is written, and JSON of a list or a mapping. */
export interface Expectation {
  readonly operator: AssertionOperator
  readonly text: string
  readonly position: Position
}

/** An assertion of a case, its texts not rendered yet. */
export interface AssertionToJudge {
  readonly value: string
  readonly errorMessage: string | undefined
  readonly description: string | undefined
  readonly expectations: readonly Expectation[]
  readonly position: Position
}

export interface JudgedAssertion {
  readonly results: readonly AssertionResult[]
  /** It could not be judged: Kestra's own verdict on the case would be ERROR. */
  readonly fault: string | undefined
}

/**
 * Judges an assertion as Kestra does (`Assertion.run`): every text is rendered by the server (`evaluate`), compared as text, and as numbers where the operator
 * asks for these. What cannot be rendered or read is a fault, also beside comparisons that hold (docs/facts/kestra.md, "Assertions").
 */
export const judgeAssertion = async (
  { value, errorMessage, description, expectations }: AssertionToJudge,
  evaluate: (expression: string) => Promise<Evaluated>,
): Promise<JudgedAssertion> => {
  const results: AssertionResult[] = []
  const render: RenderText = async (expression) => {
    const rendered = await evaluate(expression)
    if ('fault' in rendered) throw new AssertionFault(rendered.fault)
    return rendered.text
  }
  try {
    const actual = await render(value)
    const message = await own(errorMessage, render)
    const said = message ?? (await own(description, render))
    for (const { operator, text, position } of inOrder(expectations)) {
      const expected = await readExpected(operator, text, render)
      if (expected === undefined) continue
      const passed = compare(operator, actual, expected)
      results.push({ ...placeOf(position), passed, expected: worded(operator, expected), actual, message: said })
    }
    return { results, fault: results.length === 0 ? 'It compares with nothing.' : undefined }
  } catch (error) {
    if (!(error instanceof AssertionFault)) throw error
    return { results, fault: error.message }
  }
}

const own = async (expression: string | undefined, render: RenderText): Promise<string | undefined> =>
  expression === undefined ? undefined : await render(expression)

const inOrder = (expectations: readonly Expectation[]): readonly Expectation[] =>
  expectations.toSorted((a, b) => ASSERTION_OPERATORS.indexOf(a.operator) - ASSERTION_OPERATORS.indexOf(b.operator))

/** Where a result is told. */
export const placeOf = ({ line, column }: Position): Pick<AssertionResult, 'line' | 'column'> => ({ line, column })
