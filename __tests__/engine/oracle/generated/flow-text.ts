import type { Chance } from './chance.ts'
import { expressionText } from './expression-text.ts'
import { mapText, quotedText, wordsOf } from './value-text.ts'

const CORE = 'io.kestra.plugin.core'

/** A flow, and the ids of its tasks in the order in which they stand. */
export interface FlowText {
  readonly text: string
  readonly ids: readonly string[]
}

/** Of which generation the server is that runs it. */
export type Generation = 1 | 2

/** The flow that others call. */
export const CALLED = `id: called
namespace: oracle.generated
inputs:
  - id: name
    type: STRING
    defaults: nobody
tasks:
  - id: inner
    type: ${CORE}.debug.Return
    format: "inner {{ inputs.name }}"
outputs:
  - id: greeting
    type: STRING
    value: "{{ outputs.inner.value }}"
`

interface Writing {
  readonly chance: Chance
  readonly generation: Generation
  /** Of the tasks so far. */
  readonly ids: string[]
}

/** A flow of a few tasks of Kestra's core, which mostly ends. */
export const flowText = (chance: Chance, generation: Generation): FlowText => {
  const writing: Writing = { chance, generation, ids: [] }
  const lines = [
    'id: generated',
    'namespace: oracle.generated',
    'inputs:',
    '  - { id: who, type: STRING, defaults: you }',
    '  - { id: count, type: INT, defaults: 3 }',
    'variables:',
    '  greeting: "hello {{ inputs.who }}"',
    'tasks:',
    ...tasksOf(writing, { least: 1, most: 4, depth: 2 }),
    ...sectionOf(writing, 'errors', 10),
    ...sectionOf(writing, 'finally', 10),
    ...(chance.inHundred(30) ? ['outputs:', `  - { id: result, type: STRING, value: ${textOf(writing)} }`] : []),
  ]
  return { text: `${lines.join('\n')}\n`, ids: writing.ids }
}

interface Extent {
  readonly least: number
  readonly most: number
  readonly depth: number
  /** What a task without others may be; default: any. */
  readonly plain?: typeof PLAIN
}

const sectionOf = (writing: Writing, name: string, percent: number): readonly string[] =>
  writing.chance.inHundred(percent) ? [`${name}:`, ...tasksOf(writing, { least: 1, most: 1, depth: 0 })] : []

const tasksOf = (writing: Writing, { least, most, ...extent }: Extent): readonly string[] =>
  Array.from({ length: least + writing.chance.upTo(most - least + 1) }, () => taskLines(writing, extent)).flat()

const taskLines = (writing: Writing, { depth, plain = PLAIN }: Pick<Extent, 'depth' | 'plain'>): readonly string[] => {
  const { chance, ids } = writing
  const id = `${chance.pick(['t', 'a-b', 'c_', 'values'])}${ids.length}`
  const write = chance.pick(depth > 0 && chance.inHundred(45) ? FLOWABLES : plain)
  ids.push(id)
  const [type, ...rest] = write(writing, depth)
  const options = chance.inHundred(20) ? [optionOf(writing)] : []
  return [`  - id: ${id}`, `    type: ${CORE}.${type}`, ...[...options, ...rest].map((line) => `    ${line}`)]
}

/** The rest of its type, and its further lines. */
type TaskWriter = (writing: Writing, depth: number) => readonly string[]

const textOf = ({ chance, ids }: Writing): string =>
  chance.inHundred(60) ? quotedText(chance, expressionText(chance, ids)) : quotedText(chance, wordsOf(chance))

const returns: TaskWriter = (writing) => ['debug.Return', `format: ${textOf(writing)}`]

/** What a worker runs. */
const RUNNABLE: readonly [TaskWriter, ...TaskWriter[]] = [
  returns,
  returns,
  ({ chance }) => ['output.OutputValues', `values: ${mapText(chance, 2)}`],
  (writing) => ['log.Log', `message: ${textOf(writing)}`],
  ({ chance }) => [
    'execution.Fail',
    ...(chance.inHundred(70) ? [`condition: "{{ inputs.who == '${chance.pick(['them', 'you'])}' }}"`] : []),
  ],
]

const PLAIN: typeof RUNNABLE = [
  ...RUNNABLE,
  ({ chance }) => [
    'flow.Subflow',
    'namespace: oracle.generated',
    'flowId: called',
    `inputs: { name: ${quotedText(chance, wordsOf(chance))} }`,
    ...(chance.inHundred(70) ? ['wait: true', 'transmitFailed: true'] : ['wait: false']),
  ],
]

const within = (writing: Writing, key: string, depth: number, plain = PLAIN): readonly string[] => [
  `${key}:`,
  ...tasksOf(writing, { least: 1, most: 2, depth: depth - 1, plain }),
]

const FLOWABLES: readonly [TaskWriter, ...TaskWriter[]] = [
  (writing, depth) => ['flow.Sequential', ...within(writing, 'tasks', depth)],
  (writing, depth) => [
    'flow.If',
    `condition: ${textOf(writing)}`,
    ...within(writing, 'then', depth),
    ...(writing.chance.inHundred(50) ? within(writing, 'else', depth) : []),
  ],
  (writing, depth) => [
    'flow.Switch',
    `value: ${quotedText(writing.chance, writing.chance.pick(['{{ inputs.who }}', '{{ inputs.count }}', 'you']))}`,
    'cases:',
    ...within(writing, '  you', depth),
    ...(writing.chance.inHundred(50) ? within(writing, 'defaults', depth) : []),
  ],
  (writing, depth) => [
    writing.generation === 1 ? 'flow.ForEach' : 'flow.Loop',
    `values: ${writing.chance.pick(['["x", "y"]', '[1]', '["{{ inputs.who }}"]'])}`,
    ...within(writing, 'tasks', depth),
  ],
  (writing, depth) => ['flow.AllowFailure', ...within(writing, 'tasks', depth)],
  (writing) => ['flow.WorkingDirectory', ...within(writing, 'tasks', 1, RUNNABLE)],
]

const optionOf = ({ chance }: Writing): string =>
  chance.pick([
    'allowFailure: true',
    'allowWarning: true',
    'runIf: "{{ inputs.who == \'you\' }}"',
    'runIf: "{{ false }}"',
    'disabled: true',
    'description: "{{ inputs.who }}"',
    'retry: { type: constant, interval: PT0.1S, maxAttempts: 2 }',
  ])
