import { expect, test } from 'vitest'
import { mapVerdict } from '../../../src/kestra/verdict/map-verdict.ts'
import { parseYaml } from '../../../src/yaml/yaml-document.ts'
import { growth } from '../../fixtures/growth.ts'

const document = parseYaml(
  'id: a\nnamespace: company.team\ntasks:\n  - id: load\n    type: io.kestra.plugin.core.log.Log\n    message: hi\n',
)

/** Pieces of the patterns that read a server's words; the text before opens one, and nothing closes it. */
const PIECES = [
  '{{a}}',
  '{{',
  '}}',
  'a.',
  'a-',
  '[a]',
  '[',
  ', a[',
  ', a.b',
  ', Duplicate ',
  ': ',
  '<a',
  '"a" ',
  "'a' ",
  ' ',
  '\n',
  '\t\n ',
  'at [Source: ',
  '(at line 1',
  'line 1, ',
  '["a"]->',
  'known properties: ',
  'Validation error: ',
  'io.kestra.core.a.',
  'offending tasks: [',
  'offending label: ',
  'Invalid type: a',
  '1',
  '-',
  '/',
]
const OPENINGS = [
  '',
  'a: ',
  'Invalid Flow: ',
  'Illegal flow source: ',
  'Unrecognized field "',
  'Duplicate task with name [',
  'System labels ',
  'Invalid type: ',
  "Task 'load' ",
  "The subflow '",
  'tasks[',
  'jakarta.validation.ConstraintViolationException: ',
]

const judge = (text: string) =>
  mapVerdict({
    file: 'flows/a.yml',
    document,
    verdict: {
      file: 'flows/a.yml',
      readAs: undefined,
      constraints: [{ text }, { text: 'x', pointer: text }],
      warnings: [text],
      infos: [text],
      deprecationPaths: [text],
      lineOffset: 0,
    },
  })

test.each(PIECES)('a server that says %j again and again is understood in time that grows with its words', (piece) => {
  const judging = (size: number) => {
    const texts = OPENINGS.map((opening) => `${opening}${piece.repeat(size)}!`)
    return () => texts.map(judge)
  }
  // The longest ids that were seen to keep a run busy for minutes have 120 characters.
  expect(growth([30, 240], judging)).toBeLessThan(24)
  expect(growth([400, 3200], judging)).toBeLessThan(24)
})
