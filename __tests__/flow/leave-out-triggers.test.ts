import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { countTriggers, leaveOutTriggers } from '../../src/flow/leave-out-triggers.ts'
import { parseYaml } from '../../src/yaml/yaml-document.ts'
import { growth } from '../fixtures/growth.ts'

const withoutTriggers = (source: string): string | undefined => leaveOutTriggers(parseYaml(source))?.source

describe('a flow without its triggers', () => {
  test.each<[string, string, string]>([
    ['none', 'id: a\n', 'id: a\n'],
    ['on lines', 'id: a\ntriggers:\n  - id: t # daily\n    type: x.Y\nlabels: {}\n', 'id: a\nlabels: {}\n'],
    ['without indentation', 'id: a\ntriggers:\n- id: t\n  type: x.Y\nb: c', 'id: a\nb: c'],
    ['first', 'triggers:\n  - id: t\nid: a\n', 'id: a\n'],
    ['last, without a final newline', 'id: a\ntriggers:\n  - id: t', 'id: a\n'],
    ['empty', 'id: a\ntriggers:\nb: c\n', 'id: a\nb: c\n'],
    ['an empty list', 'id: a\ntriggers: [] # none\nb: c\n', 'id: a\nb: c\n'],
    ['with CRLF', 'id: a\r\ntriggers:\r\n  - id: t\r\nb: c\r\n', 'id: a\r\nb: c\r\n'],
    ['in braces, last', '{id: a, triggers: [{id: t}]}', '{id: a}'],
    ['in braces, first', '{triggers: [{id: t}], id: a}', '{id: a}'],
    ['in braces, between', '{id: a,\n triggers: [], # c\n b: c,}\n', '{id: a, # c\n b: c,}\n'],
    ['in braces, without a value', '{triggers, id: a, triggers, "triggers": , b: c}', '{id: a, b: c}'],
    ['in quotes', 'id: a\n"triggers": [{id: t}]\nb: c\n', 'id: a\nb: c\n'],
    ['in single quotes', "id: a\n'triggers':\n  - id: t\nb: c\n", 'id: a\nb: c\n'],
    ['spelt with escapes', 'id: a\n"tri\\x67gers": [{id: t}]\nb: c\n', 'id: a\nb: c\n'],
    ['an anchor and a tag', 'id: a\n&k !!str triggers: &v\n  - id: t\nb: c\n', 'id: a\nb: c\n'],
    ['a flow that is indented', '  triggers:\n    - id: t\n  id: a\n  b: c\n', '  id: a\n  b: c\n'],
    ['twice', 'triggers: [a]\nid: a\ntriggers:\n  - b\nb: c\n', 'id: a\nb: c\n'],
    ['an alias', 'x: &x [1]\nid: a\ntriggers: *x\n', 'x: &x [1]\nid: a\n'],
    [
      'an anchor of it that is named elsewhere, which Kestra reads as text',
      'id: a\ntriggers:\n  - &t {id: t}\nlabels: {x: *t}\n',
      'id: a\nlabels: {x: *t}\n',
    ],
    [
      'comments before, in and behind it',
      '# a\nid: a\n# before\ntriggers: # here\n  # in\n  - id: t\n  # deep\n\n# behind\nb: c # d\n',
      '# a\nid: a\n# before\n# behind\nb: c # d\n',
    ],
    ['a comment at the end', 'id: a\ntriggers:\n- id: t\n# end\n', 'id: a\n# end\n'],
    [
      'behind a text that keeps its blank lines',
      'id: a\nd: |+\n  x\ntriggers:\n  - id: t\n\n\nb: c\n',
      'id: a\nd: |+\n  x\nb: c\n',
    ],
    ['behind the start of a document', '--- # x\ntriggers: [a]\nid: a\n...\n', '--- # x\nid: a\n...\n'],
    ['that are no list', 'id: a\ntriggers: {t: {type: x.Y}}\nb: c\n', 'id: a\nb: c\n'],
  ])('has every other character: %s', (_, source, expected) => {
    expect(withoutTriggers(source)).toBe(expected)
  })

  test.each([
    ['what cannot be read', 'id: a\ntriggers:\n\t- id: t\n'],
    ['a list', '- id: a\n'],
    ['nothing', ''],
    ['a key with a question mark', 'id: a\n? triggers\n: - id: t\nb: c\n'],
    ['a block of text as its key', 'id: a\n? |-\n  triggers\n: [x]\nb: c\n'],
  ])('is none where that cannot be proven: %s', (_, source) => {
    expect(withoutTriggers(source)).toBeUndefined()
  })

  test.each([
    ['still with triggers', 'id: a\ntriggers: [a]\n'],
    ['as another flow', 'id: b\n'],
    ['as nothing', ''],
  ])('is none where the text without them would be read %s', (_, reading) => {
    expect(leaveOutTriggers(parseYaml('id: a\ntriggers: [a]\n'), () => parseYaml(reading))).toBeUndefined()
  })

  test('only the section of the flow itself counts', () => {
    const source = 'id: a\nvariables:\n  triggers: [1]\nd: |\n  triggers:\n    - x\n'
    expect(withoutTriggers(source)).toBe(source)
  })

  test('tells how many there were', () => {
    expect(
      ['a: b', 'triggers: []', 'triggers: [a, b]', 'triggers: x'].map((text) => countTriggers(parseYaml(text))),
    ).toEqual([0, 0, 2, 0])
  })
})

/** Entries of a flow in the styles that people and programs write, in any order. */
const ENTRIES = [
  'id: a',
  'triggers:\n  - id: t\n    type: x.Y',
  'triggers: [{id: t}]',
  '"triggers": &x\n- id: t',
  '? triggers\n: - x',
  'triggers: |+\n  - x\n',
].concat([
  '# a comment',
  '',
  'd: |+\n  text\n',
  'd: >-\n  folded',
  'l: {a: *x}',
  '  # indented',
  'triggers:',
  'm:\n  triggers: [1]',
])

test('whatever stands beside them: what comes back holds no triggers and all else, or nothing comes back', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...ENTRIES), { maxLength: 8 }),
      fc.constantFrom('\n', '\r\n'),
      (entries, end) => {
        const source = ['z: 1', ...entries].join('\n').replaceAll('\n', end)
        const document = parseYaml(source)
        const left = leaveOutTriggers(document)
        expect(left !== undefined).toBe(Object(document.value) === document.value)
        if (left === undefined) return
        const { triggers: _, ...rest } = Object(document.value)
        expect(left.value).toEqual(rest)
        expect(parseYaml(left.source).value).toEqual(rest)
      },
    ),
    { numRuns: 2000 },
  )
})

test('a section that stands thousands of times costs no more for each', () => {
  const leavingOut = (times: number) => () => {
    const document = parseYaml(`id: a\n${'triggers:\n  - id: t\n'.repeat(times)}`)
    expect([document.isReadable, leaveOutTriggers(document)?.source]).toEqual([true, 'id: a\n'])
  }
  expect(growth([2000, 16_000], leavingOut)).toBeLessThan(24)
})
