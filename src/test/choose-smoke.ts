import type { ResourceKey } from '../resource/resource.ts'
import type { CaseResult } from './case-result.ts'
import { type FlowReach, touchedSuites } from './flow-reach.ts'
import type { Suite, SuiteCase } from './suite/suite.ts'

/** A case of a smoke suite that is to be run. */
export interface SmokeCase {
  readonly suite: Suite
  readonly of: SuiteCase
}

export interface SmokeChoice {
  readonly chosen: readonly SmokeCase[]
  /** Those that are not run although their flow was touched, with the reason. */
  readonly skipped: readonly CaseResult[]
}

/** The flows that are there after the deploy; names are `namespace/id`. */
export interface SmokeTree {
  readonly reach: FlowReach
  readonly isThere: (name: string) => boolean
  readonly isDisabled: (name: string) => boolean
}

/**
 * The cases of smoke suites whose flow a deploy touched: it wrote the flow, one that this calls (however far), or a file or pair that one of them reads.
 * Only of flows that are there.
 */
export const chooseSmoke = (
  suites: readonly Suite[],
  written: ReadonlySet<ResourceKey>,
  { reach, isThere, isDisabled }: SmokeTree,
): SmokeChoice => {
  const there = suites.filter((suite) => suite.use === 'smoke' && isThere(nameOf(suite)))
  const touched = touchedSuites(there, reach, { isChanged: () => false, resources: written })
  const cases = touched.flatMap((suite) => suite.cases.map((of) => ({ suite, of })))
  const reasons = new Map(cases.map((one) => [one, whySkipped(one, isDisabled(nameOf(one.suite)))]))
  return {
    chosen: cases.filter((one) => reasons.get(one) === undefined),
    skipped: cases.flatMap((one) => {
      const message = reasons.get(one)
      return message === undefined ? [] : [skipped(one, message)]
    }),
  }
}

const nameOf = ({ namespace, flowId }: Suite): string => `${namespace}/${flowId}`

const whySkipped = ({ suite, of }: SmokeCase, isOff: boolean): string | undefined => {
  if (suite.isDisabled) return 'Its suite is disabled.'
  if (of.isDisabled) return 'It is disabled.'
  if (isOff) return 'Its flow is disabled.'
  const hasFixtures = of.tasks.length > 0 || of.trigger !== undefined || Object.keys(of.files).length > 0
  return hasFixtures ? 'A smoke run has no fixtures but inputs: the flow runs as it was deployed.' : undefined
}

const skipped = ({ suite, of }: SmokeCase, message: string): CaseResult => ({
  ...{ suite: `${suite.namespace}.${suite.id}`, case: of.id, file: suite.file, line: of.position.line },
  flow: { namespace: suite.namespace, id: suite.flowId },
  ...{ verdict: 'skipped', message, assertions: [] },
  ...{ failedTask: undefined, execution: undefined, seconds: undefined },
})
