import { expect, test } from 'vitest'
import { applySeverities } from '../../src/lint/apply-severities.ts'
import { validateOffline } from '../../src/lint/validate-offline.ts'
import { parseYaml } from '../../src/yaml/yaml-document.ts'
import { growth } from '../fixtures/growth.ts'
import { refusedReadings, repairedReadings } from '../support/yaml-readings.ts'

test.each(refusedReadings)('refuses $name at its place', ({ source, line, column }) => {
  const document = parseYaml(source)
  expect(document.isReadable).toBe(false)
  expect(document.documentFindings).toMatchObject([
    { code: 'yaml-read-two-ways', isFatal: true, position: { line, column } },
  ])
})

test.each(repairedReadings)('reads $name as Kestra does', ({ source, value }) => {
  const document = parseYaml(source)
  expect([document.value, document.documentFindings]).toEqual([value, []])
})

test('refuses a colon before a text in brackets, as Kestra does', () => {
  expect(parseYaml('a: [:b]\n').documentFindings).toMatchObject([{ position: { line: 1, column: 5 } }])
})

const usual = [
  'a: &b\n  c: 1\nd: !!str 1\ne: !x {f: 1}\ng: [!!int 1, &h i]\n',
  'a: "what?"\nb: why ? because\nc: {d: e?f, g: "?h"}\n- ? 1\n'.replace('- ? 1\n', ''),
  'a: |2\n    b\n\n  c\nd: |2-  # e\n  f\n\n\ng: >1   \n h\n',
  'a: "b \\\n  c"\nd: "x\uFEFFy"\ne: z\uFEFF # \uFEFF\n',
  "cron: '*/5 * * * *'\nquery: select * from a where b && c\nshell: test ! -f x & echo &1\n",
  'cron: 0 */2 * * *\ntext: "{{ a ? b : c }} {{ a != b }}"\nlines: |\n  ls *.csv \\\n    && x\n',
]

test.each(usual)('takes what people write: %j', (source) => {
  expect(parseYaml(source).documentFindings).toEqual([])
})

test('is an error that neither settings nor a comment in the flow take away', () => {
  const source = '# kestra-gitops: ignore yaml-read-two-ways\nid: &a:b\n'
  const flow = { file: 'flows/a.yml', document: parseYaml(source) }
  const reported = validateOffline({ flows: [], brokenFlows: [flow], desired: { resources: [] } })
  const severities = { 'yaml-read-two-ways': 'off' } as const
  expect(applySeverities(reported, { severities, sourceOf: () => source })).toMatchObject([
    { code: 'yaml-read-two-ways', severity: 'error', file: 'flows/a.yml', line: 2, column: 5 },
  ])
})

const shapes: readonly (readonly [string, (size: number) => string])[] = [
  ['lines of a text', (size) => `a: >\n${'  b\n\n'.repeat(size)}`],
  ['blank lines', (size) => `a: |+\n${'  \n'.repeat(size)}`],
  ['headers of texts', (size) => `a:\n${'  - |2\n'.repeat(size)}`],
  ['backslashes', (size) => `a: "${'\\\n   '.repeat(size)}"\n`],
  ['tags', (size) => `a:\n${'  - !!str b\n'.repeat(size)}`],
]

test.each(shapes)('many %s are read in linear time', (_name, make) => {
  const read = (size: number) => {
    const source = make(size)
    return () => parseYaml(source).value
  }
  expect(growth([1000, 8000], read)).toBeLessThan(24)
})
