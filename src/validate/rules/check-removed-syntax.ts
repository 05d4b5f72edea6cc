import type { CheckedFlow, Diagnostic, FlowRule } from '../../flow/diagnostic.ts'
import type { FlowNode } from '../../flow/walk-tasks.ts'
import { isAtLeast } from '../../kestra/server.ts'
import { removedInData } from './removed-data.ts'
import { removedExpressions } from './removed-expressions.ts'
import { type RemovedProperty, removedOfFlow, removedOfNode } from './removed-properties.ts'
import { currentType, replacementOf } from './removed-types.ts'

/**
 * Syntax of 0.x and 1.x that servers of 2.0 refuse (`removed-syntax`), or take and then fail on when it runs (`breaks-on-2`). Before 2.0 nothing;
 * with the version unknown warnings and remarks.
 */
export const checkRemovedSyntax: FlowRule = (flow) => {
  // A flow of 1.x is right as it is while the server is known to be one.
  if (flow.version !== undefined && !isAtLeast(flow.version, 2, 0)) return []
  const refused = [
    ...removedOfFlow(flow.value).map(removedProperty),
    ...flow.nodes.filter(({ isCertain }) => isCertain).flatMap(ofNode),
    ...removedInData(flow),
  ]
  const severity = flow.version ? 'error' : 'warning'
  const isKnown = flow.version !== undefined
  return [
    ...refused.map((diagnostic) => ({ ...diagnostic, severity }) as const),
    ...failing(flow).map((diagnostic) => (isKnown ? diagnostic : ({ ...diagnostic, severity: 'info' } as const))),
  ]
}

const ofNode = (node: FlowNode): readonly Diagnostic[] => [
  ...removedType(node),
  ...removedOfNode(node).map(removedProperty),
  ...(node.kind === 'trigger' ? removedStates(node) : []),
]

const removedProperty = ({ path, replacement }: RemovedProperty): Diagnostic => ({
  code: 'removed-syntax',
  path,
  part: 'key',
  message: `Kestra 2.0 no longer has \`${path.at(-1)}\`${path.length > 1 ? ' here' : ''}.`,
  hint: replacement,
})

const removedType = ({ type = '', path }: FlowNode): readonly Diagnostic[] => {
  const hint = replacementOf(type)
  if (hint === undefined) return []
  return [{ code: 'removed-syntax', path: [...path, 'type'], message: `Kestra 2.0 no longer has ${type}.`, hint }]
}

const STATE = 'Write `CANCELLED`, with two L.'

/** Of a trigger; it was no state of 1.3 either. */
const removedStates = ({ value, path }: FlowNode): readonly Diagnostic[] =>
  ['states', 'stopAfter'].flatMap((key) => {
    const states = value[key]
    if (!Array.isArray(states)) return []
    return states.flatMap((state: unknown, index): Diagnostic[] =>
      state === 'CANCELED'
        ? [
            {
              code: 'removed-syntax',
              path: [...path, key, index],
              message: 'Kestra 2.0 has no state CANCELED.',
              hint: STATE,
            },
          ]
        : [],
    )
  })

const EXIT = 'io.kestra.plugin.core.execution.Exit'

/** What 2.0 stores and then fails on. */
const failing = (flow: CheckedFlow): readonly Diagnostic[] => [
  ...flow.nodes
    .filter(({ type = '', value }) => currentType(type) === EXIT && value['state'] === 'CANCELED')
    .map(
      ({ path }): Diagnostic => ({
        ...{ code: 'breaks-on-2', path: [...path, 'state'] },
        message: 'On Kestra 2.0 this task fails when it runs: it has no state CANCELED.',
        hint: `${STATE} From 1.3 on 1.x takes it as well.`,
      }),
    ),
  ...removedExpressions(flow),
]
