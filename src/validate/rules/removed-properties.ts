import type { FlowNode } from '../../flow/walk-tasks.ts'
import { type MapValue, type NodePath, valueAt } from '../../yaml/map-value.ts'
import { currentType } from './removed-types.ts'

/**
 * Properties that 1.x knows and 2.0 does not, and what replaced each: docs/upgrade-kestra.md, "Flows". That it is all of them, and none
 * that 2.0 has, is compared with the schemas of both versions.
 */

/** A path below what has the property, and what to write instead. */
type Replacements = ReadonlyMap<string, string>

const WORKER = 'Use `workerSelector` with `tags`; `fallback` is FAIL there if nothing is said, it was WAIT.'
const DEFAULTS = 'Set the properties on the tasks. In the Enterprise Edition a policy can set them.'
const RETRY = 'Write `maxAttempts`; 1.x takes it as well.'

const OF_FLOW: Replacements = new Map([
  ['pluginDefaults', `${DEFAULTS} Snapshots of 2.0 before its release still take it.`],
  ['taskDefaults', DEFAULTS],
  ['listeners', 'Use `afterExecution`, or a flow with a Flow trigger.'],
  ['workerGroup', WORKER],
  ['retry.maxAttempt', RETRY],
])

const OF_ANY: Replacements = new Map([
  ['workerGroup', WORKER],
  ['pluginDefaultsRef', 'Set the properties here.'],
])

const OF_TASK: Replacements = new Map([['retry.maxAttempt', RETRY]])

const OF_TRIGGER: Replacements = new Map([
  ['conditions', 'Use `when`, and `dependsOn` and `states` of a Flow trigger.'],
  ['minLogLevel', 'Use `logLevel`; 1.x takes it as well.'],
])

const HTTP: Replacements = new Map([
  ['allowFailed', 'Write it as `options.allowFailed`; 1.x takes that as well.'],
  ['sslOptions', 'Write it as `options.ssl`; 1.x takes that as well.'],
  ['options.basicAuthUser', 'Use `options.auth` with `type: BASIC`, `username` and `password`.'],
  ['options.basicAuthPassword', 'Use `options.auth` with `type: BASIC`, `username` and `password`.'],
  ['options.connectTimeout', 'Write it as `options.timeout.connectTimeout`.'],
  ['options.readIdleTimeout', 'Write it as `options.timeout.readIdleTimeout`.'],
  ['options.readTimeout', 'Use `options.timeout.readIdleTimeout`.'],
  ['options.connectionPoolIdleTimeout', 'Remove it: nothing has replaced it.'],
  ['options.maxContentLength', 'Remove it: nothing has replaced it.'],
  ['options.logLevel', 'Use `options.logs`, a list of what is logged.'],
  ['options.proxyAddress', 'Write it as `options.proxy.address`.'],
  ['options.proxyPort', 'Write it as `options.proxy.port`.'],
  ['options.proxyType', 'Write it as `options.proxy.type`.'],
  ['options.proxyUsername', 'Write it as `options.proxy.username`.'],
  ['options.proxyPassword', 'Write it as `options.proxy.password`.'],
])

const WHEN = 'Use `when`.'
const BACKFILL = 'Remove it: a backfill is started in the UI or with the API.'
const FLOW_TRIGGER: Replacements = new Map([
  ['preconditions', 'Use `dependsOn`, and `window` for its `timeWindow`.'],
  ['multipleConditions', 'Use `dependsOn`, and `window`.'],
])

/** Of one type each; http tasks and their trigger have older names that 2.0 still reads. */
const OF_TYPE: readonly (readonly [RegExp, Replacements])[] = [
  [
    /^io\.kestra\.plugin\.core\.flow\.Pause$/,
    new Map([
      ['delay', 'Use `pauseDuration`; 1.x takes it as well.'],
      ['tasks', 'Put the tasks behind the Pause task; 1.x takes that as well.'],
    ]),
  ],
  [
    /^io\.kestra\.plugin\.core\.flow\.Subflow$/,
    new Map([
      [
        'outputs',
        'Declare `outputs` in the flow that is called, and read `outputs.<task>.outputs.<id>`; 1.x takes that as well.',
      ],
    ]),
  ],
  [/^io\.kestra\.plugin\.(?:core|fs)\.http\./, HTTP],
  [
    /^io\.kestra\.plugin\.core\.kv\.PurgeKV$/,
    new Map([['expiredOnly', 'Use `behavior` with `type: key` and `expiredOnly`.']]),
  ],
  [
    /^io\.kestra\.plugin\.core\.trigger\.Schedule$/,
    new Map([
      ['scheduleConditions', WHEN],
      ['backfill', BACKFILL],
      ['backfills', BACKFILL],
    ]),
  ],
  [/^io\.kestra\.plugin\.core\.trigger\.Flow$/, FLOW_TRIGGER],
]

export interface RemovedProperty {
  readonly path: NodePath
  readonly replacement: string
}

/** Of the flow itself. */
export const removedOfFlow = (flow: MapValue): readonly RemovedProperty[] => found(flow, [], [OF_FLOW])

/** Of a task or trigger. */
export const removedOfNode = ({ kind, type = '', value, path }: FlowNode): readonly RemovedProperty[] => {
  if (kind === 'condition') return []
  const current = currentType(type)
  const ofType = OF_TYPE.flatMap(([pattern, replacements]) => (pattern.test(current) ? [replacements] : []))
  return found(value, path, [OF_ANY, kind === 'task' ? OF_TASK : OF_TRIGGER, ...ofType])
}

/** A null counts as absent to Kestra. */
const found = (value: MapValue, path: NodePath, tables: readonly Replacements[]): readonly RemovedProperty[] =>
  tables.flatMap((table) =>
    [...table].flatMap(([property, replacement]) => {
      const keys = property.split('.')
      const given = valueAt(value, keys)
      return given === undefined || given === null ? [] : [{ path: [...path, ...keys], replacement }]
    }),
  )
