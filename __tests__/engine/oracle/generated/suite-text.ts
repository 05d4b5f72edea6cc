import { ASSERTION_OPERATORS } from '../../../../src/suites/suite.ts'
import { type Chance, some } from './chance.ts'
import { expressionText } from './expression-text.ts'
import type { FlowText, Generation } from './flow-text.ts'
import { mapText, quotedText, scalarText, valueText, wordsOf } from './value-text.ts'

const OPERATORS: readonly [string, ...string[]] = ['equalTo', 'equalTo', ...ASSERTION_OPERATORS]
const STATES = ['SUCCESS', 'FAILED', 'WARNING', 'SKIPPED', 'KILLED', 'CANCELLED'] as const

/** A suite of one case or a few for a flow. */
export const suiteText = (chance: Chance, { ids }: FlowText, generation: Generation): string =>
  [
    'id: generated-tests',
    'namespace: oracle.generated',
    'flowId: generated',
    'testCases:',
    ...Array.from({ length: 1 + chance.upTo(3) }, (_, index) => caseLines(chance, { ids, index, generation })).flat(),
    '',
  ].join('\n')

interface CaseOf {
  readonly ids: readonly string[]
  readonly index: number
  readonly generation: Generation
}

const caseLines = (chance: Chance, { ids, index, generation }: CaseOf): readonly string[] => [
  `  - id: case-${index}`,
  '    type: io.kestra.core.tests.flow.UnitTest',
  ...(generation === 2 && chance.inHundred(30) ? [`    expectedState: ${chance.pick(STATES)}`] : []),
  ...fixtureLines(chance, ids),
  '    assertions:',
  ...Array.from({ length: 1 + chance.upTo(5) }, () => assertionLines(chance, ids)).flat(),
]

const fixtureLines = (chance: Chance, ids: readonly string[]): readonly string[] => {
  const tasks = some(chance, 3, () => taskFixture(chance, ids)).flat()
  const lines = [
    ...(chance.inHundred(40)
      ? [`      inputs: { who: ${chance.pick(['them', 'you', quotedText(chance, plainWords(chance))])} }`]
      : []),
    ...(chance.inHundred(10) ? [triggerLine(chance)] : []),
    ...(tasks.length > 0 ? ['      tasks:', ...tasks] : []),
  ]
  return lines.length > 0 ? ['    fixtures:', ...lines] : []
}

/** What an input is given is no expression, and ends as it is sent: see docs/internals/facts/kestra.md, "Assertions". */
const plainWords = (chance: Chance): string => wordsOf(chance).replace(/[{}%#\r\n]/g, '') || 'them'

const triggerLine = (chance: Chance): string =>
  `      trigger: { id: daily, type: io.kestra.plugin.core.trigger.Schedule, variables: { date: ${scalarText(chance)} } }`

const taskFixture = (chance: Chance, ids: readonly string[]): readonly string[] => {
  const id = chance.inHundred(5) ? chance.pick(['nobody', 'inner']) : (ids[chance.upTo(ids.length)] ?? 'nobody')
  return [
    `        - id: ${id}`,
    ...(chance.inHundred(4) ? [`          value: ${chance.pick(['x', '1', 'you'])}`] : []),
    ...(chance.inHundred(30) ? [`          state: ${chance.pick(STATES)}`] : []),
    ...(chance.inHundred(75) ? [`          outputs: ${outputsText(chance)}`] : []),
  ]
}

const outputsText = (chance: Chance): string =>
  chance.inHundred(60) ? `{ value: ${valueText(chance, 2)}, a: ${valueText(chance, 1)} }` : mapText(chance, 2)

/** No null: a suite with one is refused as a whole. */
const notNull = (text: string): string => (/^(?:null|~)$/.test(text) ? '""' : text)

const assertionLines = (chance: Chance, ids: readonly string[]): readonly string[] => {
  const value = chance.inHundred(80) ? quotedText(chance, expressionText(chance, ids)) : notNull(scalarText(chance))
  const operators = new Set(Array.from({ length: 1 + chance.upTo(2) }, () => chance.pick(OPERATORS)))
  return [
    `      - value: ${value}`,
    ...[...operators].map(
      (operator) => `        ${operator}: ${notNull(expectedText(chance, { operator, value, ids }))}`,
    ),
    ...(chance.inHundred(10) ? [`        errorMessage: ${quotedText(chance, expressionText(chance, ids))}`] : []),
    ...(chance.inHundred(10) ? [`        description: ${quotedText(chance, wordsOf(chance))}`] : []),
  ]
}

interface Expecting {
  readonly operator: string
  readonly value: string
  readonly ids: readonly string[]
}

const expectedText = (chance: Chance, { operator, value, ids }: Expecting): string => {
  // What is there holds now and then.
  if (chance.inHundred(35)) return operator.endsWith('n') || operator === 'notIn' ? `[${value}]` : value
  if (/Null$/.test(operator)) return chance.pick(['true', 'false', '"true"', '"{{ 1 == 1 }}"', 'yes', '0', '""'])
  if (/^(?:not)?in$/i.test(operator))
    return chance.inHundred(60)
      ? `[${[valueText(chance, 1), ...some(chance, 2, () => scalarText(chance))].join(', ')}]`
      : chance.pick(['"{{ [1, 2] }}"', "\"{{ ['a', 'b'] | json }}\"", '"{{ outputs }}"', '[]', 'a'])
  if (/Than/.test(operator) && chance.inHundred(70))
    return chance.pick(['1', '0', '1.5', '-1e3', '"{{ 1 + 1 }}"', '.nan', '12345678901234567890'])
  return chance.inHundred(40) ? quotedText(chance, expressionText(chance, ids)) : valueText(chance, 1)
}
