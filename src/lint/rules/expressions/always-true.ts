import type { FlowNode } from '../../../flow/walk-tasks.ts'
import { lexPebble } from '../../../pebble/lex-pebble.ts'
import { neverRuns } from '../../../yaml/map-value.ts'
import { defineRule, yaml } from '../../define-rule.ts'
import type { FlowRule } from '../../rule-context.ts'
import type { RuleFinding } from '../../rule-finding.ts'

export default defineRule({
  codes: {
    'always-true': {
      severity: 'warning',
      title: 'A condition that is always true',
      why: 'Kestra renders a condition and treats `false`, `0`, `-0` and an empty text as false. Any other text is true. A condition without braces, or with text around them, is never one of these.',
      fix: 'Write the whole condition between one pair of braces: `{{ inputs.count > 5 }}`.',
      examples: {
        reported: yaml`
          id: flow
          namespace: company.team
          inputs:
            - id: flag
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
              runIf: "inputs.flag"
        `,
        accepted: yaml`
          id: flow
          namespace: company.team
          inputs:
            - id: flag
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
              runIf: "{{ inputs.flag }}"
        `,
      },
    },
  },
  flow: (flow, known) => checkConditions(flow, known),
})

/** Texts that people write on purpose to switch a part on or off. */
const SWITCH_TEXTS = new Set(['true', 'false', '0', '-0', '1', ''])

/**
 * Rendered texts that count as false; Kestra takes all others for true (docs/internals/facts/kestra.md, "Conditions").
 */
const FALSE = ['false', '0', '-0', '']

const CONDITIONS = /\.(?:If|LoopUntil|WaitFor|Fail)$/

const ASSERT = /\.Assert$/

/** Reports conditions that are always true: without braces, or with text outside the braces. */
const checkConditions: FlowRule = (flow) =>
  flow.nodes
    .filter(({ kind, isCertain }) => kind === 'task' && isCertain)
    .flatMap(conditionsOf)
    .flatMap(({ text, path }): readonly RuleFinding[] => {
      if (typeof text !== 'string' || neverRuns(flow.value, path)) return []
      const message = whyTrue(text)
      return message === undefined ? [] : [{ code: 'always-true', path, message, hint: hintFor(text) }]
    })

const conditionsOf = ({ value, path, type = '' }: FlowNode) => {
  const keys = CONDITIONS.test(type) ? ['runIf', 'condition'] : ['runIf']
  const listed = ASSERT.test(type) && Array.isArray(value['conditions']) ? value['conditions'] : []
  return [
    ...keys.map((key) => ({ text: value[key], path: [...path, key] })),
    ...listed.map((text: unknown, index) => ({ text, path: [...path, 'conditions', index] })),
  ]
}

const whyTrue = (text: string): string | undefined => {
  const tokens = lexPebble(text)
  if (tokens.some(({ kind }) => kind === 'execute' || kind === 'fault')) return undefined
  const beside = tokens.flatMap((token) => (token.kind === 'data' ? [token.text] : [])).join('')
  if (tokens.some(({ kind }) => kind === 'print')) {
    return FALSE.some((word) => isWithin(beside.trim(), word))
      ? undefined
      : `This condition is always true: it has text outside its braces (\`${beside.trim().slice(0, 40)}\`).`
  }
  return SWITCH_TEXTS.has(text.trim()) || text.includes('{#')
    ? undefined
    : 'This condition is always true: it is a text without braces.'
}

/** True if inserting characters into `text` can make `word`: the rendered parts may add the rest. */
const isWithin = (text: string, word: string): boolean => {
  let at = 0
  for (const letter of text) {
    at = word.indexOf(letter, at) + 1
    if (at === 0) return false
  }
  return true
}

const hintFor = (text: string): string => {
  const bare = text
    .replaceAll(/\{\{-?|-?\}\}/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
  return `Put the whole condition in one pair of braces: \`{{ ${bare} }}\`.`
}
