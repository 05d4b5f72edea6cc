import { problemCodes } from '../../../finding/problem-codes.ts'
import { isFlowableType } from '../../../flow/walk-tasks.ts'
import { isMapValue, type MapNode } from '../../../yaml/map-value.ts'
import { defineRule, yaml } from '../../define-rule.ts'
import type { FlowRule } from '../../rule-context.ts'
import type { RuleFinding } from '../../rule-finding.ts'
import { isAbsent } from './node-faults.ts'

export default defineRule({
  codes: {
    'wrong-shape': {
      ...problemCodes['wrong-shape'],
      examples: {
        reported: yaml`
          id: daily
          namespace: company.team
          labels: some text
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
        `,
        accepted: yaml`
          id: daily
          namespace: company.team
          labels: {}
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
        `,
      },
    },
  },
  flow: (flow, known) => checkShape(flow, known),
})

/** The shape that Kestra expects of a property, and a test for the values that it accepts. */
interface PropertyShape {
  readonly wanted: string
  readonly fits: (value: unknown) => boolean
}

const isScalar = (value: unknown): boolean => !Array.isArray(value) && !isMapValue(value)

const BOOLEAN_TEXT = /^(?:|true|True|TRUE|false|False|FALSE)$/

const LIST: PropertyShape = { wanted: 'a list', fits: (value) => isAbsent(value) || Array.isArray(value) }

const MAP: PropertyShape = { wanted: 'a map', fits: (value) => isAbsent(value) || isMapValue(value) }

const TEXT: PropertyShape = { wanted: 'a text', fits: isScalar }

const BOOLEAN: PropertyShape = {
  wanted: 'true or false',
  fits: (value) => (typeof value === 'string' ? BOOLEAN_TEXT.test(value) : isScalar(value)),
}

const OF_FLOW: readonly (readonly [PropertyShape, readonly string[]])[] = [
  [LIST, ['tasks', 'errors', 'finally', 'afterExecution', 'triggers', 'inputs', 'outputs', 'sla']],
  [MAP, ['variables', 'concurrency']],
  [TEXT, ['id', 'namespace', 'description']],
  [BOOLEAN, ['disabled']],
]

const TASK_LISTS = ['tasks', 'then', 'else', 'defaults', 'errors', 'finally']

/**
 * Reports properties that must be a list, a map, a text or a boolean and have another shape. Kestra's parser reads a key without a value as
 * an empty text, so it refuses a bare `triggers:`. It accepts `null` and `~`.
 */
const checkShape: FlowRule = ({ value, nodes }) => [
  ...OF_FLOW.flatMap(([shape, keys]) => shapeFindings({ value, path: [] }, keys, shape)),
  ...nodes
    .filter(({ kind, type, isCertain }) => kind === 'task' && isCertain && type !== undefined && isFlowableType(type))
    .flatMap((node) => shapeFindings(node, TASK_LISTS, LIST)),
]

const shapeFindings = (
  { value: map, path }: MapNode,
  keys: readonly string[],
  { wanted, fits }: PropertyShape,
): readonly RuleFinding[] =>
  keys.flatMap((key): readonly RuleFinding[] => {
    const value = map[key]
    if (fits(value)) return []
    const at = { code: 'wrong-shape', path: [...path, key] } as const
    if (value !== '') return [{ ...at, message: `\`${key}\` must be ${wanted}; this is ${shapeName(value)}.` }]
    const message = `\`${key}\` has no value; Kestra reads an empty text where ${wanted} must be, and refuses the flow.`
    return [{ ...at, part: 'key', message, hint: `Remove the key, or give it ${wanted}.` }]
  })

const shapeName = (value: unknown): string => {
  if (Array.isArray(value)) return 'a list'
  if (isMapValue(value)) return 'a map'
  return typeof value === 'string' ? 'a text' : `a ${typeof value}`
}
