import { currentType } from '../../../flow/removed-types.ts'
import type { FlowNode } from '../../../flow/walk-tasks.ts'
import { type MapNode, type MapValue, mapsIn, type NodePath, valueAt } from '../../../yaml/map-value.ts'
import type { RuleContext } from '../../rule-context.ts'
import type { RuleFinding } from '../../rule-finding.ts'

/**
 * Properties that 1.x has and 2.0 does not, and their replacements (docs/upgrade-kestra.md, "Flows"). A test compares this table with the
 * schemas of both versions.
 */

/** Maps a dotted path below a flow, task or trigger to the hint that names the replacement. */
type Replacements = Readonly<Record<string, string>>

const WORKER = 'Use `workerSelector` with `tags`; `fallback` defaults to FAIL there and to WAIT before.'
const DEFAULTS = 'Set the properties on the tasks. In the Enterprise Edition a policy can set them.'
const RETRY = 'Write `maxAttempts`; 1.x also accepts it.'

const OF_FLOW: Replacements = {
  pluginDefaults: `${DEFAULTS} Snapshots of 2.0 before its release still take it.`,
  taskDefaults: DEFAULTS,
  listeners: 'Use `afterExecution`, or a flow with a Flow trigger.',
  workerGroup: WORKER,
  'retry.maxAttempt': RETRY,
}

const OF_TASK: Replacements = {
  workerGroup: WORKER,
  pluginDefaultsRef: 'Set the properties here.',
  'retry.maxAttempt': RETRY,
}

const OF_TRIGGER: Replacements = {
  workerGroup: WORKER,
  pluginDefaultsRef: 'Set the properties here.',
  conditions: 'Use `when`, and `dependsOn` and `states` of a Flow trigger.',
  minLogLevel: 'Use `logLevel`; 1.x also accepts it.',
}

const OF_HTTP: Replacements = {
  allowFailed: 'Write it as `options.allowFailed`; 1.x also accepts that.',
  sslOptions: 'Write it as `options.ssl`; 1.x also accepts that.',
  'options.basicAuthUser': 'Use `options.auth` with `type: BASIC`, `username` and `password`.',
  'options.basicAuthPassword': 'Use `options.auth` with `type: BASIC`, `username` and `password`.',
  'options.connectTimeout': 'Write it as `options.timeout.connectTimeout`.',
  'options.readIdleTimeout': 'Write it as `options.timeout.readIdleTimeout`.',
  'options.readTimeout': 'Use `options.timeout.readIdleTimeout`.',
  'options.connectionPoolIdleTimeout': 'Remove it: nothing has replaced it.',
  'options.maxContentLength': 'Remove it: nothing has replaced it.',
  'options.logLevel': 'Use `options.logs`, a list of what is logged.',
  'options.proxyAddress': 'Write it as `options.proxy.address`.',
  'options.proxyPort': 'Write it as `options.proxy.port`.',
  'options.proxyType': 'Write it as `options.proxy.type`.',
  'options.proxyUsername': 'Write it as `options.proxy.username`.',
  'options.proxyPassword': 'Write it as `options.proxy.password`.',
}

const BACKFILL = 'Remove it: a backfill is started in the UI or with the API.'

/** Keyed by type, under its name since 0.17. */
const OF_TYPE: Readonly<Record<string, Replacements>> = {
  'io.kestra.plugin.core.flow.Pause': {
    delay: 'Use `pauseDuration`; 1.x also accepts it.',
    tasks: 'Put the tasks behind the Pause task; 1.x also accepts that.',
  },
  'io.kestra.plugin.core.flow.Subflow': {
    outputs:
      'Declare `outputs` in the flow that is called, and read `outputs.<task>.outputs.<id>`; 1.x also accepts that.',
  },
  'io.kestra.plugin.core.kv.PurgeKV': { expiredOnly: 'Use `behavior` with `type: key` and `expiredOnly`.' },
  'io.kestra.plugin.core.trigger.Schedule': {
    scheduleConditions: 'Use `when`.',
    backfill: BACKFILL,
    backfills: BACKFILL,
  },
  'io.kestra.plugin.core.trigger.Flow': {
    preconditions: 'Use `dependsOn`, and `window` for its `timeWindow`.',
    multipleConditions: 'Use `dependsOn`, and `window`.',
  },
}

/** Types of HTTP tasks and their trigger, also under the older names that 2.0 still reads. */
export const HTTP = /^io\.kestra\.plugin\.(?:core|fs)\.http\./

/** Findings for removed properties of the flow itself. */
export const removedOfFlow = (value: MapValue): readonly RuleFinding[] =>
  replacementFindings({ value, path: [] }, OF_FLOW)

/** Findings for removed properties of a task or trigger. */
export const removedOfNode = (node: FlowNode): readonly RuleFinding[] => {
  const { kind, type = '' } = node
  if (kind === 'condition') return []
  const current = currentType(type)
  const ofType = Object.hasOwn(OF_TYPE, current) ? OF_TYPE[current] : undefined
  return replacementFindings(node, {
    ...(kind === 'task' ? OF_TASK : OF_TRIGGER),
    ...(HTTP.test(current) ? OF_HTTP : ofType),
  })
}

/** Findings for the `replacements` that are set in a map. Kestra treats null as absent. */
const replacementFindings = (
  { value, path }: MapNode,
  replacements: Replacements,
  where = ' here',
): readonly RuleFinding[] =>
  Object.entries(replacements).flatMap(([property, hint]): RuleFinding[] => {
    const keys = property.split('.')
    const at = [...path, ...keys]
    const message = `Kestra 2.0 no longer has \`${keys.at(-1)}\`${at.length > 1 ? where : ''}.`
    const isGiven = (valueAt(value, keys) ?? null) !== null
    return isGiven ? [{ code: 'removed-syntax', path: at, part: 'key', message, hint }] : []
  })

/** Types of inputs and outputs that 2.0 removed. Servers only read them in capital letters. */
const TYPES: ReadonlyMap<string, string> = new Map([
  ['BOOLEAN', 'Write `BOOL`; 1.x also accepts it.'],
  ['ENUM', 'Write `SELECT`, of several values `MULTISELECT`; 1.x also accepts them.'],
])

const OF_INPUT: Replacements = { name: 'Write `id`, and `displayName` for a name to show; 1.x also accepts them.' }
const OF_INPUT_TYPE: ReadonlyMap<unknown, Replacements> = new Map([
  ['FILE', { extension: 'Use `allowedFileExtensions`, a list.' }],
  ['MULTISELECT', { options: 'Write `values`; 1.x also accepts it.' }],
])

const PAUSE = 'io.kestra.plugin.core.flow.Pause'
const LOOP = 'io.kestra.plugin.core.flow.Loop'

/** Findings for removed syntax in the inputs and outputs of the flow, in `onResume` of Pause tasks, and in the outputs of Loop tasks. */
export const removedInData = ({ value, nodes }: RuleContext): readonly RuleFinding[] => [
  ...inputsOf(value['inputs'], ['inputs']).flatMap(inputFindings),
  ...mapsIn(value['outputs'], ['outputs']).flatMap(outputFindings),
  ...nodes.flatMap(({ type = '', value: node, path }) => {
    const current = currentType(type)
    if (current === PAUSE) return inputsOf(node['onResume'], [...path, 'onResume']).flatMap(inputFindings)
    return current === LOOP ? mapsIn(node['outputs'], [...path, 'outputs']).flatMap(outputFindings) : []
  }),
]

/** The inputs of a list with those of its FORM inputs, which nest one level deep. */
export const inputsOf = (list: unknown, path: NodePath): readonly MapNode[] =>
  mapsIn(list, path).flatMap((item) =>
    item.value['type'] === 'FORM' ? [item, ...mapsIn(item.value['inputs'], [...item.path, 'inputs'])] : [item],
  )

const outputFindings = (output: MapNode): readonly RuleFinding[] => typeFindings(output, 'type')

const inputFindings = (input: MapNode): readonly RuleFinding[] => {
  const { type, defaults, required } = input.value
  const isOptional = (defaults ?? null) !== null && String(required) === 'false'
  return [
    ...replacementFindings(input, { ...OF_INPUT, ...OF_INPUT_TYPE.get(type) }, ' of an input'),
    ...typeFindings(input, 'type'),
    ...typeFindings(input, 'itemType'),
    ...(isOptional ? [optionalInputFinding(input.path)] : []),
  ]
}

const typeFindings = ({ value, path }: MapNode, key: string): readonly RuleFinding[] => {
  const type = value[key]
  if (typeof type !== 'string') return []
  const hint = TYPES.get(type)
  const message = `Kestra 2.0 no longer has the type ${type}.`
  return hint === undefined ? [] : [{ code: 'removed-syntax', path: [...path, key], hint, message }]
}

/** The finding for an input with a default and `required: false`, which Kestra refuses from 1.3 on. */
const optionalInputFinding = (path: NodePath): RuleFinding => ({
  code: 'removed-syntax',
  path: [...path, 'required'],
  part: 'key',
  message: 'Kestra 2.0 refuses an input that has a default and is not required.',
  hint: 'Remove `required: false`: the default is taken where nothing is given. An input that may stay empty has `prefill` instead of `defaults`.',
})
