import { aFlow } from './a-flow.ts'

const EVERY_SECOND = 'id: s, type: io.kestra.plugin.core.trigger.Schedule, cron: "* * * * * *", withSeconds: true'

/** What stands behind the tasks of a flow, by its id: each begins executions by itself within seconds of its deployment. */
const RESTLESS = {
  plain: `triggers:\n  - { ${EVERY_SECOND} }\n`,
  braces: `triggers: [{ ${EVERY_SECOND} }]\n`,
  quoted: `"triggers": # each second\n- { ${EVERY_SECOND} }\n`,
  anchored: `triggers: &all\n  - &one { ${EVERY_SECOND} }\nlabels:\n  named: *one\n`,
  stated: `triggers:\n  - { ${EVERY_SECOND}, disabled: false }\n`,
  listening: 'triggers:\n  - { id: f, type: io.kestra.plugin.core.trigger.Flow }\n',
} as const

const forced = (type: string): string =>
  `triggers:\n  - { ${EVERY_SECOND}, disabled: true }\npluginDefaults:\n  - type: ${type}\n    forced: true\n    values: { disabled: false }\n`

/** Before 2.0 plugin defaults in a flow can overrule what a trigger says; 2.0 takes none there (docs/internals/facts/kestra.md, "What starts an execution"). */
const BY_DEFAULTS = {
  defaulted: `triggers:\n  - { ${EVERY_SECOND} }\npluginDefaults:\n  - type: io.kestra.plugin.core.trigger.Schedule\n    values: { disabled: false }\n`,
  forced: forced('io.kestra.plugin.core.trigger.Schedule'),
  'forced-by-prefix': forced('io.kestra.plugin.core.trigger'),
} as const

/** A tree of flows each of which starts by itself, on a server of this generation. */
export const restlessFlows = (namespace: string, isBefore2: boolean): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries({ ...RESTLESS, ...(isBefore2 && BY_DEFAULTS) }).map(([id, more]) => [
      `${namespace}/flows/${id}.yml`,
      aFlow({ id, namespace, more }),
    ]),
  )
