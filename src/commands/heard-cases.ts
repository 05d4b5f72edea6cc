import { isUserError, orUserError } from '../finding/user-error.ts'
import { isAtLeast } from '../flow/kestra-version.ts'
import type { CaseResult } from '../flow-tests/case-result.ts'
import { isOfTests } from '../flow-tests/run/marker.ts'
import type { StagedCase } from '../flow-tests/run/run-cases.ts'
import type { KestraClient } from '../kestra/client.ts'
import { readFlows } from '../kestra/read-flows.ts'
import type { Settings } from '../settings/settings.ts'
import { calledFlows, listenersIn, whyHeard } from '../state/server/heard-flows.ts'

/** Test cases whose executions Flow triggers on the server may react to. The settings may take them out. */
export interface HeardCases {
  /** The cases to run, in their order. */
  readonly cases: readonly StagedCase[]
  readonly skipped: ReadonlyMap<StagedCase, CaseResult>
  /** Sentences to show before the run. */
  readonly notices: readonly string[]
}

/**
 * Before Kestra 2.0, an execution that a test starts through a Subflow task counts as one of production. This function finds Flow
 * triggers on the server that react to a flow that a case calls. It asks the server only if a case calls a flow.
 */
export const findHeardCases = async (
  cases: readonly StagedCase[],
  client: KestraClient,
  { onListener, namespaces }: Settings,
): Promise<HeardCases> => {
  const called = cases
    .map((testCase) => ({ testCase, flows: calledFlows(testCase.ran.start, testCase.resources) }))
    .filter(({ flows }) => flows.length > 0)
  if (called.length === 0 || isAtLeast(client.info, 2, 0)) return { cases, skipped: new Map(), notices: [] }
  const read = await orUserError(readFlows(client))
  const listeners = isUserError(read) ? [] : listenersIn(read.filter(({ namespace }) => !isOfTests(namespace)))
  const why = isUserError(read) ? (): string => NOT_KNOWN : whyHeard(listeners, namespaces)
  const heard = new Map(
    called.flatMap(({ testCase, flows }) => {
      const text = why(flows)
      return text === undefined ? [] : [[testCase, text] as const]
    }),
  )
  if (heard.size === 0) return { cases, skipped: new Map(), notices: [] }
  const isSkipped = onListener === 'skip'
  const notice = `${[...new Set(heard.values())].join(' ')} ${isSkipped ? SKIPPED : ADVICE}`
  return {
    cases: isSkipped ? cases.filter((testCase) => !heard.has(testCase)) : cases,
    skipped: new Map(
      isSkipped
        ? [...heard].map(([testCase, message]) => [testCase, { ...testCase.ran.unknown, verdict: 'skipped', message }])
        : [],
    ),
    notices: [notice],
  }
}

const NOT_KNOWN =
  'The flows of the server could not be read, so it is not known whether a Flow trigger fires for a flow that a test calls.'
const SKIPPED = '`on-listener: skip` leaves these cases out.'
const ADVICE = 'Set `on-listener: skip` to skip these cases, or run the tests on a server of their own.'
