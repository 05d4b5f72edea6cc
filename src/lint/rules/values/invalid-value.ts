import { FAILS_WHEN_RUN } from '../../../finding/problem.ts'
import type { FlowNode } from '../../../flow/walk-tasks.ts'
import { isTemplate } from '../../../pebble/lex-pebble.ts'
import { isMapValue, type NodePath } from '../../../yaml/map-value.ts'
import { defineRule, yaml } from '../../define-rule.ts'
import { type FlowRule, infoWhereIdle } from '../../rule-context.ts'
import type { RuleFinding } from '../../rule-finding.ts'
import {
  durationSeconds,
  isDate,
  isInstant,
  isZonedDateTime,
  type Misfit,
  readJson,
  shown,
  wrongTimeZone,
} from '../../values/java-texts.ts'

export default defineRule({
  codes: {
    'invalid-value': {
      ...FAILS_WHEN_RUN,
      title: 'A text that does not fit its property',
      why: 'Kestra does not check a property that it renders at run time when it stores the flow. If the text is not the duration, date, number, boolean or size that the property needs, the task fails.',
      fix: 'Write a value of the type of the property: `PT5M` is a duration, `2026-01-31` a date, `true` a boolean.',
      examples: {
        reported: yaml`
          id: daily
          namespace: company.team
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: 42
        `,
        accepted: yaml`
          id: daily
          namespace: company.team
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: "42"
        `,
      },
    },
  },
  flow: (flow, known) => checkCoreTexts(flow, known),
})

/** A text of a core task or trigger for which the schema allows any text. */
interface CoreText {
  readonly path: NodePath
  readonly wrong: (text: string) => Misfit | undefined
}

/**
 * Checks dates, sizes, time zones and typed values of Kestra's core tasks and triggers. The schema only says that they
 * are texts (docs/internals/facts/kestra.md, "Inputs and values").
 */
const checkCoreTexts: FlowRule = (flow) =>
  flow.nodes.flatMap((node) =>
    coreTexts(node).flatMap(({ path, wrong }): readonly RuleFinding[] => {
      // Kestra reads the zone of a schedule when the flow is saved.
      const isRefused = path[0] === 'timezone'
      const at = [...node.path, ...path]
      const text = flow.document.textOf(at)?.trim()
      if (text === undefined || text === '' || (isTemplate(text) && !isRefused)) return []
      const misfit = wrong(text)
      if (misfit === undefined) return []
      const message = `\`${path.at(-1)}\` is "${shown(text)}": ${misfit.reason}.`
      const reported = { path: at, message, hint: misfit.fix }
      return [
        isRefused
          ? { code: 'wrong-type', ...reported }
          : { code: 'invalid-value', ...reported, ...infoWhereIdle(flow, at) },
      ]
    }),
  )

const CORE = /^io\.kestra\.plugin\.core\.(\w+\.\w+)$/

const coreTexts = ({ type = '', value }: FlowNode): readonly CoreText[] => {
  const [, name = ''] = CORE.exec(type) ?? []
  if (/^(?:execution|log|storage)\.Purge|^execution\.Count$/.test(name))
    return ['startDate', 'endDate'].map((property) => ({ path: [property], wrong: wrongMoment }))
  if (name === 'storage.Split') return [{ path: ['bytes'], wrong: wrongSize }]
  if (name === 'flow.ForEachItem') return [{ path: ['batch', 'bytes'], wrong: wrongSize }]
  if (/^trigger\.Schedule(?:OnDates)?$/.test(name)) return [{ path: ['timezone'], wrong: wrongTimeZone }]
  const { kvType } = value
  if (name !== 'kv.Set' || typeof kvType !== 'string') return []
  return [{ path: ['value'], wrong: (text) => (isMapValue(value['value']) ? undefined : wrongPair(kvType, text)) }]
}

const needs = (reason: string): Misfit => ({ reason: `it must be ${reason}` })

const MOMENT = needs('a date and time with its zone, such as `2031-01-15T10:00:00Z`')

const wrongMoment = (text: string): Misfit | undefined => (isZonedDateTime(text) ? undefined : MOMENT)

const SIZE = needs('a whole number of bytes, KB, MB or GB without a blank, such as `10MB`')

const wrongSize = (text: string): Misfit | undefined => (/^\d+(?:[KMGTP]B)?$/i.test(text) ? undefined : SIZE)

const PAIRS: Readonly<Record<string, readonly [(text: string) => boolean, Misfit]>> = {
  NUMBER: [(text) => readJson(text) !== undefined, needs('a number, as `kvType` says')],
  JSON: [(text) => readJson(text) !== undefined, needs('JSON, as `kvType` says')],
  // 1.0.3 accepts only a date with time, 2.0 also a day.
  DATE: [(text) => isDate(text) || isInstant(text), needs('a date such as `2031-01-15`, as `kvType` says')],
  DATETIME: [isInstant, needs('a date and time with its zone such as `2031-01-15T10:00:00Z`, as `kvType` says')],
  DURATION: [(text) => durationSeconds(text) !== undefined, needs('a duration such as `PT5M`, as `kvType` says')],
}

const wrongPair = (kvType: string, text: string): Misfit | undefined => {
  const [is, misfit] = (Object.hasOwn(PAIRS, kvType.trim()) && PAIRS[kvType.trim()]) || []
  return is === undefined || is(text) ? undefined : misfit
}
