import type { CheckedFlow, Diagnostic } from '../../flow/diagnostic.ts'
import type { FlowNode } from '../../flow/walk-tasks.ts'
import { lexPebble } from '../../pebble/lex-pebble.ts'
import { type NodePath, neverRuns } from '../../yaml/map-value.ts'

/** What people write to switch a part on or off. */
const MEANT = new Set(['true', 'false', '0', '-0', '1', ''])
/** Kestra takes what is rendered to one of these for false, and everything else for true (docs/facts/kestra.md, "Conditions"). */
const FALSE = ['false', '0', '-0', '']
const CONDITIONS = /\.(?:If|LoopUntil|WaitFor|Fail)$/
const ASSERT = /\.Assert$/

/** Conditions that are true whatever happens: without braces, or with more than braces. */
export const checkConditions = (flow: CheckedFlow): readonly Diagnostic[] =>
  flow.nodes
    .filter(({ kind, isCertain }) => kind === 'task' && isCertain)
    .flatMap((node) => {
      return conditionsOf(node).flatMap(({ text, path }): readonly Diagnostic[] => {
        const message = neverRuns(flow.value, path) ? undefined : whyTrue(text)
        return message === undefined ? [] : [{ code: 'always-true', path, message, hint: hintFor(text) }]
      })
    })

interface WrittenCondition {
  readonly text: string
  readonly path: NodePath
}

const conditionsOf = ({ value, path, type = '' }: FlowNode): readonly WrittenCondition[] => {
  const keys = CONDITIONS.test(type) ? ['runIf', 'condition'] : ['runIf']
  const own = keys.map((key) => ({ text: value[key], path: [...path, key] }))
  const listed: unknown = ASSERT.test(type) ? value['conditions'] : undefined
  const asserted = Array.isArray(listed)
    ? listed.map((text: unknown, index) => ({ text, path: [...path, 'conditions', index] }))
    : []
  return [...own, ...asserted].flatMap(({ text, path: at }) => (typeof text === 'string' ? [{ text, path: at }] : []))
}

const whyTrue = (text: string): string | undefined => {
  const words = lexPebble(text)
  if (words.some(({ kind }) => kind === 'execute' || kind === 'fault')) return undefined
  const beside = words.flatMap((word) => (word.kind === 'data' ? [word.text] : [])).join('')
  if (words.some(({ kind }) => kind === 'print')) {
    return FALSE.some((word) => isWithin(beside.trim(), word))
      ? undefined
      : `This condition is always true: text stands beside its braces (\`${beside.trim().slice(0, 40)}\`).`
  }
  return MEANT.has(text.trim()) || text.includes('{#')
    ? undefined
    : 'This condition is always true: it is a text, without braces.'
}

/** Whether the rest may make `word` of it. */
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
  return `Write all of it between one pair of braces: \`{{ ${bare} }}\`.`
}
