import { aFlow } from './a-flow.ts'

const EVERY_SECOND = 'id: s, type: io.kestra.plugin.core.trigger.Schedule, cron: "* * * * * *", withSeconds: true'

/** What stands behind the tasks of a flow, by its id: each begins executions by itself within seconds of its deployment. */
const RESTLESS = {
  plain: `triggers:\n  - { ${EVERY_SECOND} }\n`,
  braces: `triggers: [{ ${EVERY_SECOND} }]\n`,
  quoted: `"triggers": # each second\n- { ${EVERY_SECOND} }\n`,
  explicit: `? triggers\n: - { ${EVERY_SECOND} }\n`,
  anchored: `triggers: &all\n  - &one { ${EVERY_SECOND} }\nlabels:\n  named: *one\n`,
  stated: `triggers:\n  - { ${EVERY_SECOND}, disabled: false }\n`,
  forced: `triggers:\n  - { ${EVERY_SECOND} }\npluginDefaults:\n  - type: io.kestra.plugin.core.trigger.Schedule\n    forced: true\n    values: { disabled: false }\n`,
  'forced-by-prefix': `triggers:\n  - { ${EVERY_SECOND}, disabled: true }\npluginDefaults:\n  - type: io.kestra.plugin.core.trigger\n    forced: true\n    values: { disabled: false }\n`,
  listening: 'triggers:\n  - { id: f, type: io.kestra.plugin.core.trigger.Flow }\n',
} as const

const IDS = Object.keys(RESTLESS)

/** Which of them start by themselves: that plugin defaults overrule what a trigger says was so before 2.0. */
export const restlessIds = (isBefore2: boolean): readonly string[] =>
  IDS.filter((id) => isBefore2 || id !== 'forced-by-prefix')

/** A tree of flows that start by themselves. */
export const restlessFlows = (namespace: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(RESTLESS).map(([id, more]) => [`${namespace}/flows/${id}.yml`, aFlow({ id, namespace, more })]),
  )
