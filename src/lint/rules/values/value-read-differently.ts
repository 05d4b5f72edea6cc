import { isAtLeast, type KnownVersion } from '../../../flow/kestra-version.ts'
import type { FlowNode } from '../../../flow/walk-tasks.ts'
import { plainText } from '../../../text/json.ts'
import { isMapValue, mapsIn, type NodePath } from '../../../yaml/map-value.ts'
import type { YamlDocument } from '../../../yaml/yaml-document.ts'
import { defineRule, yaml } from '../../define-rule.ts'
import { type FlowRule, infoWhereIdle, type RuleContext } from '../../rule-context.ts'
import type { RuleFinding } from '../../rule-finding.ts'

export default defineRule({
  codes: {
    'value-read-differently': {
      severity: 'warning',
      title: 'A value that Kestra reads differently',
      why: 'Kestra 1.3 and 2.0 read a text that does not fit again as JSON, and ignore everything after the first value: `5 minutes` is a duration of five seconds. An input of type BOOL accepts any passed value, and everything except `true` is false.',
      fix: 'Write the value in the form that Kestra reads as a whole: `PT5M` for five minutes, `true` or `false` for a BOOL.',
      examples: {
        reported: yaml`
          id: flow
          namespace: company.team
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
              message: "{{ '2031-11-23T10:00:00Z' | date('YYYY-MM-DD') }}"
        `,
        accepted: yaml`
          id: flow
          namespace: company.team
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
              message: "{{ '2031-11-23T10:00:00Z' | date('yyyy-MM-dd') }}"
        `,
      },
    },
  },
  flow: (flow, known) => checkTexts(flow, known),
})

const LOG = /^io\.kestra\.(?:plugin\.core|core\.tasks)\.log\.Log$/

const LABELS = /^io\.kestra\.(?:plugin\.core\.execution|core\.tasks\.executions)\.Labels$/

/**
 * Reports numbers and booleans where Kestra expects a text, and choices that YAML reads as another text than the
 * written one (docs/internals/facts/kestra.md, "Inputs and values").
 */
const checkTexts: FlowRule = (flow) => [
  ...flow.nodes.flatMap((node) => textsWanted(node, flow.version)).flatMap((place) => notText(flow, place)),
  ...choices(flow),
  ...switches(flow),
]

interface PlacedValue {
  readonly value: unknown
  readonly path: NodePath
}

/** The values that must be texts. 2.0 accepts numbers and booleans in lists of messages and in labels, 1.x does not. */
const textsWanted = (
  { type = '', value, path }: FlowNode,
  version: KnownVersion | undefined,
): readonly PlacedValue[] => {
  const { message, labels } = value
  if (LOG.test(type) && !Array.isArray(message)) return [{ value: message, path: [...path, 'message'] }]
  if (version === undefined || isAtLeast(version, 2, 0)) return []
  if (LOG.test(type) && Array.isArray(message))
    return message.map((each: unknown, index) => ({ value: each, path: [...path, 'message', index] }))
  if (!LABELS.test(type)) return []
  return isMapValue(labels)
    ? Object.entries(labels).map(([key, each]) => ({ value: each, path: [...path, 'labels', key] }))
    : mapsIn(labels, [...path, 'labels']).map((label) => ({
        value: label.value['value'],
        path: [...label.path, 'value'],
      }))
}

const notText = (flow: RuleContext, { value, path }: PlacedValue): readonly RuleFinding[] => {
  if (typeof value !== 'number' && typeof value !== 'boolean') return []
  const written = writtenAt(flow.document, path)
  const kind = typeof value === 'number' ? 'a number' : 'true or false'
  const message = `YAML reads \`${written}\` as ${kind}, but Kestra expects a text here: the task fails.`
  return [{ code: 'invalid-value', path, message, hint: quotedHint(written), ...infoWhereIdle(flow, path) }]
}

/** Reports numbers where Kestra expects true or false; every number except 0 is true. */
const switches = ({ value, nodes }: RuleContext): readonly RuleFinding[] =>
  [{ value, path: [] }, ...nodes].flatMap(({ value: { disabled }, path }): RuleFinding[] => {
    if (typeof disabled !== 'number') return []
    const read = disabled !== 0
    const message = `\`disabled: ${disabled}\` is read as ${read}${read ? ': this never runs' : ''}.`
    return [
      { code: 'value-read-differently', path: [...path, 'disabled'], message, hint: `Write \`disabled: ${read}\`.` },
    ]
  })

const CHOICES: ReadonlySet<unknown> = new Set(['SELECT', 'MULTISELECT', 'ENUM'])

/** Reports choices that 2.0 reads differently. 1.x keeps them as written. */
const choices = (flow: RuleContext): readonly RuleFinding[] => {
  if (flow.version !== undefined && !isAtLeast(flow.version, 2, 0)) return []
  const severity = flow.version === undefined ? 'info' : undefined
  return mapsIn(flow.value['inputs'], ['inputs']).flatMap(({ value: { type, values }, path }) => {
    if (!CHOICES.has(type) || !Array.isArray(values)) return []
    return values.flatMap((value: unknown, index): RuleFinding[] => {
      const at = [...path, 'values', index]
      const written = typeof value === 'string' ? undefined : writtenAt(flow.document, at)
      if (written === undefined || typeof value === 'object' || written === plainText(value)) return []
      const message = `Since 2.0 Kestra reads the choice \`${written}\` as \`${plainText(value)}\` (YAML 1.1), and refuses "${written}".`
      return [{ code: 'value-read-differently', path: at, message, hint: quotedHint(written), severity }]
    })
  })
}

/** A scalar as it is written in the file. */
const writtenAt = (document: YamlDocument, path: NodePath): string => {
  const range = document.rangeOf(path)
  return range === undefined ? (document.textOf(path) ?? '') : document.source.slice(range.start, range.end)
}

const quotedHint = (written: string): string => `Write ${JSON.stringify(written)}.`
