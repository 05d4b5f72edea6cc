/**
 * Kestra's own types that 1.x has and 2.0 lacks, with the replacement of each (docs/upgrade-kestra.md, "Flows"). A test compares the
 * list with the schemas of both versions.
 */

const CORE = 'io.kestra.plugin.core.'
const KESTRA = 'io.kestra.plugin.kestra.'

const use = (type: string, more = ''): string => `Use \`${type}\`${more}.`
const LOOP = use(`${CORE}flow.Loop`)
const AUTH = ' of the plugin "kestra", which needs `auth`'

/** By the name in 1.x, without `io.kestra.plugin.core.`. */
const REPLACED: ReadonlyMap<string, string> = new Map([
  ['debug.Echo', use(`${CORE}log.Log`, ', with `message` instead of `format`')],
  ['execution.Count', use(`${KESTRA}executions.Count`, AUTH)],
  ['execution.Resume', use(`${KESTRA}executions.Resume`, AUTH)],
  ['trigger.Toggle', use(`${KESTRA}triggers.Toggle`, AUTH)],
  ['log.Fetch', use(`${KESTRA}logs.Fetch`, AUTH)],
  ['flow.ForEach', LOOP],
  ['flow.EachSequential', LOOP],
  ['flow.EachParallel', use(`${CORE}flow.Loop`, ' with `concurrencyLimit`')],
  ['flow.ForEachItem', use(`${CORE}flow.Loop`, ' with a Subflow task')],
  ['flow.Template', use(`${CORE}flow.Subflow`, ', with `flowId` instead of `templateId`')],
  ['state.Get', use(`${CORE}kv.Get`, ', with `key` instead of `name`')],
  ['state.Set', use(`${CORE}kv.Set`, ', with `key` and `value` instead of `name` and `data`')],
  ['state.Delete', use(`${CORE}kv.Delete`, ', with `key` instead of `name`')],
  ['storage.LocalFiles', use(`${CORE}flow.WorkingDirectory`, ', with `inputFiles` and `outputFiles`')],
  ['storage.Purge', use(`${CORE}execution.PurgeExecutions`)],
  ['storage.PurgeExecution', use(`${CORE}storage.PurgeCurrentExecutionFiles`)],
])

const when = (expression: string): string => `Use \`when: "{{ ${expression} }}"\` of the trigger.`
const dependsOn = (what: string): string => `Use an entry of \`dependsOn\` with ${what}.`

/** Conditions of triggers, by their name in 1.x. */
const CONDITIONS: ReadonlyMap<string, string> = new Map([
  [
    'DateTimeBetween',
    when(
      "(trigger.date | timestamp) > ('<after>' | timestamp) and (trigger.date | timestamp) < ('<before>' | timestamp)",
    ),
  ],
  ['DayWeek', when("dayOfWeek(trigger.date) == '<day>'")],
  ['DayWeekInMonth', when("isDayWeekInMonth(trigger.date, '<day>', '<FIRST to LAST>')")],
  ['ExecutionFlow', dependsOn('`namespace` and `flowId`')],
  ['ExecutionLabels', dependsOn('`labels`')],
  ['ExecutionNamespace', dependsOn('`namespace`, or with `when` and `startsWith`')],
  [
    'ExecutionOutputs',
    `${dependsOn('`namespace` and `flowId`')} Its \`when\` does not see \`outputs\`: compare \`trigger.outputs\` in \`runIf\` of the tasks.`,
  ],
  ['ExecutionStatus', dependsOn('`states`')],
  ['Expression', 'Use its expression as `when` of the trigger.'],
  ['FlowCondition', dependsOn('`namespace` and `flowId`')],
  ['FlowNamespaceCondition', dependsOn('`namespace`, or with `when` and `startsWith`')],
  ['HasRetryAttempt', `${dependsOn('`namespace` and `flowId`')} Its \`when\` does not see \`hasRetryAttempt\`.`],
  ['MultipleCondition', 'Use `dependsOn` of the trigger, one entry for each flow, and `window`.'],
  ['Not', 'Use `not` in `when`.'],
  ['Or', 'Use `or` in `when`; for several flows use `mode: ANY`.'],
  ['PublicHoliday', when("isPublicHoliday(trigger.date, '<country>')")],
  ['TimeBetween', when('hourOfDay(trigger.date) >= 8 and hourOfDay(trigger.date) < 17')],
  ['Weekend', when('isWeekend(trigger.date)')],
])

/** Script tasks that were removed from the core before 1.0. */
const SCRIPTS: ReadonlyMap<string, string> = new Map([
  ['Bash', use('io.kestra.plugin.scripts.shell.Commands')],
  ['Node', use('io.kestra.plugin.scripts.node.Commands')],
  ['Python', use('io.kestra.plugin.scripts.python.Commands')],
])

/** The packages of 0.x and their present names. */
const PACKAGES: ReadonlyMap<string, string> = new Map([
  ['tasks.debugs', 'debug'],
  ['tasks.executions', 'execution'],
  ['tasks.flows', 'flow'],
  ['tasks.log', 'log'],
  ['tasks.states', 'state'],
  ['tasks.storages', 'storage'],
  ['tasks.templating', 'templating'],
  ['tasks.trigger', 'trigger'],
  ['models.triggers.types', 'trigger'],
])

/** Types whose own names also changed. */
const RENAMED: ReadonlyMap<string, string> = new Map([
  ['execution.Counts', 'execution.Count'],
  ['flow.Flow', 'flow.Subflow'],
  ['flow.WaitFor', 'flow.LoopUntil'],
  ['flow.Worker', 'flow.WorkingDirectory'],
])

const OLD_NAME = /^io\.kestra\.core\.(tasks\.\w+|models\.triggers\.types)\.(\w+)$/
const CONDITION = /^io\.kestra\.(?:plugin\.core\.condition|core\.models\.conditions\.types)\.(\w+)$/

/** The name since 0.17 of one of Kestra's own types; any other type unchanged. 2.0 no longer reads the older names. */
export const currentType = (type: string): string => {
  const [, place = '', name = ''] = OLD_NAME.exec(type) ?? []
  const folder = PACKAGES.get(place)
  if (folder === undefined) return type
  const current = `${folder}.${name}`
  return CORE + (RENAMED.get(current) ?? current)
}

const GIT_DASHBOARDS = /^io\.kestra\.plugin\.git\.((?:Sync|Push)Dashboards)$/

/** A sentence with the replacement for a type that 2.0 removed; `undefined` for every other type. */
export const replacementOf = (type: string): string | undefined => {
  const [, ofDashboards] = GIT_DASHBOARDS.exec(type) ?? []
  if (ofDashboards !== undefined) return use(`io.kestra.plugin.ee.git.${ofDashboards}`, ' of the Enterprise Edition')
  const condition = CONDITION.exec(type)?.[1]
  if (condition !== undefined) return replacementOfCondition(condition)
  const current = currentType(type)
  const replaced = current.startsWith(CORE) ? REPLACED.get(current.slice(CORE.length)) : undefined
  if (replaced !== undefined) return replaced
  if (current !== type) return `Write \`${current}\`.`
  const [, place, name = ''] = OLD_NAME.exec(type) ?? []
  if (place === undefined) return undefined
  return place === 'tasks.scripts' ? (SCRIPTS.get(name) ?? PLUGIN) : PLUGIN
}

const PLUGIN = 'It was removed from the core: use the task of the plugin that provides it now.'

const replacementOfCondition = (name: string): string =>
  CONDITIONS.get(name) ?? CONDITIONS.get(shortName(name)) ?? 'Use `when` of the trigger.'

const shortName = (name: string): string =>
  name === 'VariableCondition' ? 'Expression' : name.replace(/Condition$/, '')

/** The short name since 0.17 of a type of conditions, for example `DayWeek`; `undefined` for other types. */
export const conditionName = (type: string): string | undefined => {
  const name = CONDITION.exec(type)?.[1]
  return name === undefined || CONDITIONS.has(name) ? name : shortName(name)
}
