import { REFUSED } from '../../../finding/problem.ts'
import { problemCodes } from '../../../finding/problem-codes.ts'
import type { Place } from '../../../flow/document-finding.ts'
import { isAtLeast } from '../../../flow/kestra-version.ts'
import { isMapValue, type NodePath } from '../../../yaml/map-value.ts'
import { defineRule, yaml } from '../../define-rule.ts'
import type { FlowRule, RuleContext } from '../../rule-context.ts'
import type { RuleFinding } from '../../rule-finding.ts'

export default defineRule({
  codes: {
    'invalid-label': {
      ...REFUSED,
      title: 'A label that Kestra does not accept',
      why: 'Empty keys and values are refused since 1.1; since 1.2 a key starts with a lower-case letter.',
      versions: '≥ 1.1 (empty), ≥ 1.2 (form of the key)',
      isOfVersion: true,
      examples: {
        reported: yaml`
          id: daily
          namespace: company.team
          labels:
            Team: data
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
        `,
        accepted: yaml`
          id: daily
          namespace: company.team
          labels:
            team: data
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
        `,
      },
    },
    'system-label': {
      ...problemCodes['system-label'],
      examples: {
        reported: yaml`
          id: daily
          namespace: company.team
          labels:
            system.team: data
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
        `,
        accepted: yaml`
          id: daily
          namespace: company.team
          labels:
            team: data
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
        `,
      },
    },
  },
  flow: (flow, known) => checkLabels(flow, known),
})

const LABEL_KEY = /^\p{Ll}[\p{L}0-9._-]*$/u

/**
 * Checks the labels of the flow, written as a map or as a list of `{key, value}`. Kestra refuses empty keys since 1.1 and other malformed
 * keys since 1.2.
 */
const checkLabels: FlowRule = (flow) => {
  const { labels } = flow.value
  if (labels === undefined || labels === null) return []
  if (Array.isArray(labels)) return labels.flatMap((label: unknown, index) => listLabel(flow, label, ['labels', index]))
  if (!isMapValue(labels))
    return [{ code: 'wrong-shape', path: ['labels'], part: 'key', message: '`labels` must be a map or a list.' }]
  return Object.entries(labels).flatMap(([key, value]) => {
    const path = ['labels', key]
    // Kestra drops a label with a null value without a message.
    return value === null ? [] : checkLabel(flow, { key, value, atKey: { path, part: 'key' }, atValue: { path } })
  })
}

interface PlacedLabel {
  readonly key: string
  readonly value: unknown
  readonly atKey: Place
  readonly atValue: Place
}

const listLabel = (flow: RuleContext, label: unknown, path: NodePath): readonly RuleFinding[] => {
  if (!isMapValue(label))
    return [{ code: 'wrong-shape', path, message: 'A label in a list is a map of `key` and `value`.' }]
  const absent = ['key', 'value'].filter((part) => label[part] === undefined || label[part] === null)
  if (absent.length > 0)
    return absent.map((part) => ({ code: 'missing-property', path, message: `This label has no \`${part}\`.` }))
  const key = flow.document.textOf([...path, 'key']) ?? ''
  const [atKey, atValue] = [{ path: [...path, 'key'] }, { path: [...path, 'value'] }]
  return checkLabel(flow, { key, value: label['value'], atKey, atValue })
}

const checkLabel = (flow: RuleContext, { key, value, atKey, atValue }: PlacedLabel): readonly RuleFinding[] => {
  if (typeof value === 'object') {
    const message = `The value of the label "${key}" must be a text, number or boolean.`
    return [{ code: 'wrong-shape', ...atValue, message }]
  }
  if (key.startsWith('system.') && key !== 'system.readOnly')
    return [{ code: 'system-label', ...atKey, message: `The label "${key}" can only be set by Kestra itself.` }]
  const written = key === '' ? '(empty)' : JSON.stringify(key)
  const message = `The label key ${written} is not valid: first a lower-case letter, then letters, digits, \`.\`, \`_\` and \`-\`.`
  const noValue = `The label "${key}" has no value.`
  return [
    ...(LABEL_KEY.test(key) ? [] : [invalidLabel(flow, { ...atKey, message, minor: 2 })]),
    ...(value === '' ? [invalidLabel(flow, { ...atValue, message: noValue, minor: 1 })] : []),
  ]
}

/** An error from 1.`minor` on; a warning if the version is older or unknown. */
const invalidLabel = (
  { version }: RuleContext,
  { minor, ...at }: Place & { readonly message: string; readonly minor: number },
): RuleFinding => ({
  code: 'invalid-label',
  ...at,
  severity: isAtLeast(version, 1, minor) ? 'error' : 'warning',
})
