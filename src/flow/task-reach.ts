import { type MapNode, type MapValue, mapNodes, type NodePath } from '../yaml/map-value.ts'

/**
 * The reach of a core task of Kestra at run time:
 * - `within`: its own execution only
 * - `by-namespace`: the namespace that its property `namespace` names
 * - `network`: any address on the network
 * - `outside`: the text names what it reaches
 */
export type TaskReach = 'within' | 'by-namespace' | 'network' | { readonly outside: string }

const CORE = 'io.kestra.plugin.core.'

const listedAs = (reach: TaskReach, names: string): readonly (readonly [string, TaskReach])[] =>
  names.split(/\s+/).map((name) => [`${CORE}${name}`, reach])

const EXECUTIONS = { outside: 'the executions of other flows' }
const LOGS = { outside: 'the logs of other flows' }

/** Every core task of 1.3 and 2.0 (docs/internals/facts/kestra.md, "Core tasks"). A test compares them with the plugins of each version. */
export const CORE_TASKS: ReadonlyMap<string, TaskReach> = new Map([
  ...listedAs('within', 'debug.Echo debug.Return execution.Assert execution.Exit execution.Fail execution.Labels'),
  ...listedAs('within', 'execution.SetVariables execution.UnsetVariables flow.AllowFailure flow.Dag flow.EachParallel'),
  ...listedAs('within', 'flow.EachSequential flow.ForEach flow.If flow.Loop flow.LoopUntil flow.Parallel flow.Pause'),
  ...listedAs('within', 'flow.Sequential flow.Sleep flow.Switch flow.WorkingDirectory log.Log metric.Publish'),
  ...listedAs('within', 'output.OutputValues state.Delete state.Get state.Set storage.Concat storage.DeduplicateItems'),
  ...listedAs('within', 'storage.Delete storage.FilterItems storage.LocalFiles storage.PurgeCurrentExecutionFiles'),
  ...listedAs('within', 'storage.Reverse storage.Size storage.Split storage.Write'),
  ...listedAs('by-namespace', 'flow.Subflow flow.ForEachItem kv.Delete kv.Get kv.GetKeys kv.Put kv.Set'),
  ...listedAs('by-namespace', 'namespace.DeleteFiles namespace.DownloadFiles namespace.UploadFiles'),
  ...listedAs('network', 'http.Download http.Request http.SseRequest'),
  ...listedAs(EXECUTIONS, 'execution.Count execution.PurgeExecutions execution.Resume'),
  ...listedAs(LOGS, 'log.Fetch log.PurgeLogs'),
  ...listedAs({ outside: 'the triggers of other flows' }, 'trigger.Toggle'),
  ...listedAs({ outside: 'the flows of other namespaces' }, 'flow.PurgeFlows'),
  ...listedAs({ outside: 'the keys of other namespaces' }, 'kv.PurgeKV'),
  ...listedAs({ outside: 'the files of other namespaces' }, 'namespace.PurgeFiles'),
  ...listedAs({ outside: 'the files of other executions' }, 'storage.PurgeStorage'),
  ...listedAs({ outside: 'a template of the server' }, 'flow.Template'),
  ...listedAs({ outside: 'whatever task it creates at run time' }, 'templating.TemplatedTask'),
])

/** Names from 0.x and other plugins that servers before 2.0 accept for core tasks. */
const ALIASES: readonly (readonly [RegExp, string])[] = [
  [/^io\.kestra\.core\.tasks\.storages\.Purge$/, 'execution.PurgeExecutions'],
  [/^io\.kestra\.plugin\.core\.storage\.Purge$/, 'execution.PurgeExecutions'],
  [
    /^io\.kestra\.(?:core\.tasks\.storages|plugin\.core\.storage)\.PurgeExecution$/,
    'storage.PurgeCurrentExecutionFiles',
  ],
  [/^io\.kestra\.core\.tasks\.executions\.Counts$/, 'execution.Count'],
  [/^io\.kestra\.core\.tasks\.flows\.Flow$/, 'flow.Subflow'],
  [/^io\.kestra\.core\.tasks\.flows\.Worker$/, 'flow.WorkingDirectory'],
  [/^io\.kestra\.plugin\.core\.flow\.WaitFor$/, 'flow.LoopUntil'],
  [/^io\.kestra\.plugin\.fs\.http\.(Download|Request)$/, 'http.$1'],
  [/^io\.kestra\.core\.tasks\.(debug|execution|flow|state|storage)s\.(\w+)$/, '$1.$2'],
  [/^io\.kestra\.core\.tasks\.(log|templating|trigger)\.(\w+)$/, '$1.$2'],
]

/** `undefined` for an unknown core task and for a task of another plugin. */
export const reachOfTask = (type: string): TaskReach | undefined => CORE_TASKS.get(coreName(type))

/** The current name of a core task that is written with an older name; any other type unchanged. */
export const coreName = (type: string): string => {
  const [pattern, name] = ALIASES.find(([alias]) => alias.test(type)) ?? []
  return pattern === undefined || name === undefined ? type : type.replace(pattern, `${CORE}${name}`)
}

/** A location in a flow that reaches outside its namespaces, and the target as text for a message. */
export interface ReachingPlace {
  readonly path: NodePath
  readonly reaches: string
}

/**
 * The `type` of every task that acts on more than its own execution and the namespaces that it names. Includes tasks in `listeners`, in
 * tasks of plugins and in plugin defaults.
 */
export const reachingTasks = (flow: unknown): readonly ReachingPlace[] =>
  mapNodes(flow)
    .filter(({ path }) => mayHoldTasks(path))
    .flatMap(({ path, value }: MapNode): ReachingPlace[] => {
      const reaches = outsideReach(value)
      return reaches === undefined ? [] : [{ path: [...path, 'type'], reaches }]
    })

const NO_TASKS: ReadonlySet<unknown> = new Set(['triggers', 'inputs', 'variables'])
const DEFAULTS: ReadonlySet<unknown> = new Set(['pluginDefaults', 'taskDefaults'])

/** Section, index, `values`. The type of a plugin default is not a task; only maps below its values may be tasks. */
const PATH_OF_VALUES = 3

const mayHoldTasks = ({ 0: section, length }: NodePath): boolean =>
  DEFAULTS.has(section) ? length > PATH_OF_VALUES : !NO_TASKS.has(section)

const outsideReach = (task: MapValue): string | undefined => {
  const { type } = task
  if (typeof type !== 'string') return undefined
  const reach = reachOfTask(type)
  if (typeof reach === 'object') return reach === LOGS && readsOwnLogs(task) ? undefined : reach.outside
  if (reach !== undefined) return undefined
  if (type.startsWith(CORE)) return isPart(type) ? undefined : 'data that kestra-gitops cannot determine for this task'
  if (type.startsWith('io.kestra.plugin.kestra.')) return 'the server, through its API'
  return /^io\.kestra\.plugin\.(?:ee\.)?git\.(?!Clone$)/.test(type) ? 'its repository or the server' : undefined
}

/** True for a `log.Fetch` without an execution, flow or namespace, which reads the logs of its own execution. */
const readsOwnLogs = ({ type, executionId, flowId, namespace }: MapValue): boolean =>
  typeof type === 'string' &&
  coreName(type) === `${CORE}log.Fetch` &&
  [executionId, flowId, namespace].every((named) => named === undefined)

/** True for a type in core that is not a task: task runners, conditions, charts, stores. */
const isPart = (type: string): boolean =>
  !/^io\.kestra\.plugin\.core\.(?:debug|execution|flow|http|kv|log|metric|namespace|output|state|storage|templating|trigger)\.\w+$/.test(
    type,
  )
