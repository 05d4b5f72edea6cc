import { describe, expect, it } from 'vitest'
import { parseYaml } from '../../src/yaml/yaml-document.ts'

const FLOW = `id: daily
namespace: company.team
tasks:
  - id: first
    type: io.kestra.plugin.core.log.Log
    message: hi
  - id: second
    type: io.kestra.plugin.core.log.Log
    message: 'ho'
`
const reported = (from: string, to: string) => {
  expect(FLOW).toContain(from)
  return parseYaml(FLOW.replace(from, to)).documentFindings.map(
    ({ code, position, message }) => `${position.line}:${position.column} ${code} ${message}`,
  )
}
const SIDES = '<<<<<<< HEAD\n    message: hi\n=======\n    message: ho\n>>>>>>> feature\n'

const cases: readonly (readonly [name: string, from: string, to: string, says: RegExp])[] = [
  [
    'conflict markers',
    '    message: hi\n',
    SIDES,
    /^6:1 merge-conflict Lines 6 to 10 are an unresolved merge conflict/,
  ],
  ['conflict markers with CRLF', '    message: hi\n', SIDES.replaceAll('\n', '\r\n'), /^6:1 merge-conflict/],
  ['a conflict with the base', '    message: hi\n', SIDES.replace('===', '||||||| base\n==='), /^6:1 merge-conflict/],
  ['an open double quote', 'message: hi', 'message: "hi', /^6:14 yaml-syntax The quote that opens here/],
  ['an open single quote, closed by the next', 'message: hi', "message: 'hi", /^6:14 yaml-syntax The quote that opens/],
  ['an open quote in the last line', "'ho'", '"ho', /^9:14 yaml-syntax The quote that opens here/],
  ['an open quote in the first line', 'id: daily', "id: 'daily", /^1:5 yaml-syntax The quote that opens here/],
  ['an apostrophe', 'message: hi', "message: 'it's", /^6:17 yaml-syntax An apostrophe .* is written twice/],
  ['an open bracket', 'message: hi', 'message: [a, b', /^6:14 yaml-syntax The bracket that opens here/],
  ['an open brace', 'message: hi', 'message: {a: b', /^6:14 yaml-syntax The bracket that opens here/],
  [
    'an expression without quotes',
    'message: hi',
    'message: {{ inputs.a }}',
    /^6:15 complex-key An expression .* quotes/,
  ],
  ['no space behind a colon', 'message: hi', 'message:hi', /^6:12 yaml-syntax A space is missing after the colon/],
  ['no space behind the first colon', 'id: daily', 'id:daily', /^1:3 yaml-syntax A space is missing after the colon/],
  ['no colon', 'namespace: company', 'namespace company', /^2:1 yaml-syntax A colon is missing/],
  ['no colon before a list', 'tasks:', 'tasks', /^3:1 yaml-syntax A colon is missing/],
  ['no space behind a dash', '- id: second', '-id: second', /^7:3 yaml-syntax A space is missing after the dash/],
  [
    'a line too far to the right',
    '    message: hi',
    '     message: hi',
    /^6:6 yaml-syntax This line is indented wrong/,
  ],
  ['a line too far to the left', '    message: hi', '   message: hi', /^6:4 yaml-syntax This line is indented wrong/],
  ['a top key to the right', 'namespace:', ' namespace:', /^2:2 yaml-syntax This line is indented wrongly/],
  ['an entry too far to the left', '  - id: second', ' - id: second', /^7:2 yaml-syntax This line is indented wrong/],
  ['a tab', '    message: hi', '\tmessage: hi', /^6:1 tab-indentation/],
  ['a tab behind spaces', '    message: hi', '  \tmessage: hi', /^6:3 tab-indentation/],
  ['a no-break space', 'message: hi', 'message:\u00A0hi', /^6:13 yaml-syntax This is not a space but another blank/],
]

describe('one mistake in a flow is one error at its line:', () => {
  it.each(cases)('%s', (_, from, to, says) => {
    expect(reported(from, to)).toEqual([expect.stringMatching(says)])
  })
})

it.each([
  ['a text with markers that is YAML', 'message: hi', 'message: |\n      <<<<<<< a\n      =======\n      >>>>>>> b'],
  ['a text in quotes over two lines', 'message: hi', 'message: "hi\n      there"'],
  ['an address', 'message: hi', 'message: http://a.example'],
])('%s is none', (_, from, to) => {
  expect(reported(from, to)).toEqual([])
})
