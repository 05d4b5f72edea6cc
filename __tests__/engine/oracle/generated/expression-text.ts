import type { Chance } from './chance.ts'

const NOBODY = 'nobody'

/** A reference to what tasks give, or to what else there is in an execution. */
export const expressionText = (chance: Chance, ids: readonly string[]): string => {
  const id = chance.inHundred(4) ? NOBODY : (ids[chance.upTo(Math.max(1, ids.length))] ?? NOBODY)
  const outputs = /^[a-z]\w*$/.test(id) && chance.inHundred(80) ? `outputs.${id}` : `outputs['${id}']`
  const read = chance.inHundred(75) ? `${outputs}${chance.pick(STEPS)}` : chance.pick(OTHERS)
  const expression = chance.pick(SHAPES)(read)
  const around = chance.inHundred(15) ? chance.pick(['a ', '"', "it's ", '{', '\n']) : ''
  return `${around}${expression}${around === '' ? '' : chance.pick([' b', '"', '}', ''])}`
}

const STEPS = [
  '.value',
  '.value',
  '.a',
  '.deep.a',
  "['value']",
  "['with space']",
  "['a-dash']",
  '.values',
  '.values.value',
  '.values.a',
  '.outputs.greeting',
  '.deep[0]',
  '.value[1]',
  "['1']",
  "['you']",
  '',
] as const

const OTHERS = [
  'inputs.who',
  'inputs.count',
  'vars.greeting',
  'execution.state',
  'execution.outputs.result',
  'flow.id',
  'flow.namespace',
  'trigger.date',
  'outputs',
  'taskrun.value',
  'task.id',
  'nobody',
  'render(vars.greeting)',
  'errorLogs()',
] as const

const SHAPES: readonly [(read: string) => string, ...((read: string) => string)[]] = [
  (read) => `{{ ${read} }}`,
  (read) => `{{ ${read} }}`,
  (read) => `{{ ${read} }}`,
  (read) => `{{${read}}}`,
  (read) => `{{ ${read} ?? 'none' }}`,
  (read) => `{{ ${read} ?? null }}`,
  (read) => `{{ ${read} is defined }}`,
  (read) => `{{ ${read} is null }}`,
  (read) => `{{ ${read} is empty }}`,
  (read) => `{{ ${read} | upper }}`,
  (read) => `{{ ${read} | toJson }}`,
  (read) => `{{ ${read} | toJson }}`,
  (read) => `{{ ${read} | length }}`,
  (read) => `{{ ${read} + 1 }}`,
  (read) => `{{ ${read} ~ '!' }}`,
  (read) => `{{ ${read} == 'a' ? 'same' : 'other' }}`,
  (read) => `{% if ${read} is defined %}there{% endif %}`,
  (read) => `{% for each in ${read} %}{{ each }};{% endfor %}`,
  (read) => `{% set own = ${read} %}{{ own }}`,
]
