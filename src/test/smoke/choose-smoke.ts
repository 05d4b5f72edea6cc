import type { CaseResult } from '../case-result.ts'
import type { Suite, SuiteCase } from '../suite/suite.ts'

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

/** A flow, with what it calls or listens to; names are `namespace/id`. */
interface CallingFlow {
  readonly name: string
  readonly references: readonly { readonly relation: string; readonly target: string }[]
}

/** The flows that are there after the deploy. */
export interface SmokeTree {
  readonly flows: readonly CallingFlow[]
  readonly isThere: (name: string) => boolean
  readonly isDisabled: (name: string) => boolean
}

/** What a deploy wrote: names of flows as `namespace/id`, and the namespaces of files and pairs. */
export interface Written {
  readonly flows: ReadonlySet<string>
  readonly namespaces: ReadonlySet<string>
}

/**
 * The cases of smoke suites whose flow a deploy touched: it wrote the flow, one that it calls (however far), or a file or pair of the namespace of one of
 * these. Only of flows that are there, by the same names.
 */
export const chooseSmoke = (
  suites: readonly Suite[],
  written: Written,
  { flows, isThere, isDisabled }: SmokeTree,
): SmokeChoice => {
  const calls = new Map(flows.map(({ name, references }) => [name, references]))
  const touched = suites.filter((suite) => {
    const name = nameOf(suite)
    return suite.use === 'smoke' && isThere(name) && isTouched(reachOf(name, calls), written)
  })
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

/** The flow and all that it calls. */
const reachOf = (name: string, calls: ReadonlyMap<string, CallingFlow['references']>): ReadonlySet<string> => {
  const reached = new Set([name])
  for (const flow of reached)
    for (const { relation, target } of calls.get(flow) ?? []) if (relation !== 'flow-trigger') reached.add(target)
  return reached
}

/** Pairs of a namespace are read below it as well. */
const isTouched = (reached: ReadonlySet<string>, { flows, namespaces }: Written): boolean =>
  [...reached].some((name) => {
    const namespace = name.slice(0, name.indexOf('/'))
    return flows.has(name) || [...namespaces].some((of) => namespace === of || namespace.startsWith(`${of}.`))
  })

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
