import { describe, expect, it } from 'vitest'
import { makeProblem } from '../../src/finding/problem-codes.ts'
import { describeFlowChange } from '../../src/kinds/flow/text/describe-flow-change.ts'
import { KINDS } from '../../src/kinds/kinds.ts'
import { applySeverities } from '../../src/lint/apply-severities.ts'
import { checkRules } from '../../src/lint/check-repository-rules.ts'
import { downgradeAcceptedByServer } from '../../src/lint/finalize-findings.ts'
import { decodeUtf8 } from '../../src/text/decode-utf8.ts'
import { parseYaml } from '../../src/yaml/yaml-document.ts'
import { encodingProblems } from '../../src/yaml/yaml-file.ts'
import { growth } from '../fixtures/growth.ts'
import { aDesiredFlow } from '../lint/offline-problems.ts'
import { aFlow } from '../support/a-flow.ts'
import { HIDDEN_LINE_ENDS, hiddenFlow } from '../support/hidden-flow.ts'

const SHOWN = { id: 'shown', namespace: 'ok' }
const HIDDEN = { id: 'hidden', namespace: 'prod', message: 'secret' }

/** The problems of a file with this text. */
const hiddenIn = (source: string) => encodingProblems('a.yml', decodeUtf8(Buffer.from(source)))

describe.each(Object.entries(HIDDEN_LINE_ENDS))('a text with the line end %s', (name, end) => {
  it('is read as the server reads it, and told at its place', () => {
    const document = parseYaml(hiddenFlow(SHOWN, HIDDEN, end))
    expect([document.namespace, document.id]).toEqual(['prod', 'hidden'])
    const [problem, ...others] = hiddenIn(document.source)
    expect(problem).toMatchObject({ code: 'hidden-line-end', line: 1, column: 3, endLine: 1, endColumn: 4 })
    expect(problem?.message).toContain(`(${name}), and at 6 more on this line`)
    expect(others).toEqual([])
  })

  it('is told wherever it stands, in the lines of an editor', () => {
    const places = [
      `id: a # x${end}#\n`,
      `id: a\n# b\nx: "${end}"\n`,
      `id: a\r\nx: |\r\n  b${end}c\r\n`,
      `id: a\n${end}#\n${end}`,
    ]
    expect(places.map((place) => hiddenIn(place).map(({ line, column }) => `${line}:${column}`))).toEqual([
      ['1:10'],
      ['3:5'],
      ['3:4'],
      ['2:1', '3:1'],
    ])
  })

  it('has the places of everything else in the lines of an editor', () => {
    const document = parseYaml(`# a${end}b: 1\nid: c\nnamespace: d\n`)
    expect(document.positionOf(['namespace'])).toMatchObject({ line: 3, column: 12 })
    // What the server calls line 4 is line 3 of the file.
    expect(document.positionAtLine(4, 1)).toMatchObject({ line: 3, column: 1 })
    expect(document.positionAtLine(2, 1)).toMatchObject({ line: 1, column: 5 })
  })

  it('cannot leave its hidden tasks out of a rule', () => {
    const schema = { properties: { tasks: { items: { properties: { message: { not: { const: 'secret' } } } } } } }
    const rule = { id: 'r', message: 'No.', namespaces: [], severity: 'error', schema } as const
    const shown = aFlow({
      ...SHOWN,
      more: `# ${end}  - {id: b, type: io.kestra.plugin.core.log.Log, message: secret}\n`,
    })
    expect(checkRules([rule], [aDesiredFlow(shown)])).toMatchObject([{ code: 'rule-broken', line: 7 }])
    expect(checkRules([rule], [aDesiredFlow(aFlow(SHOWN))])).toEqual([])
  })

  it('is told in words by what it hides, where the server holds one', () => {
    const after = parseYaml(aFlow(SHOWN))
    const before = parseYaml(
      `${aFlow(SHOWN)}# ${end}  - {id: other, type: io.kestra.plugin.core.log.Log, message: x}\n`,
    )
    expect(describeFlowChange({ before, after, callers: [] }).join()).toBe('task `other` removed')
  })

  it('does not come into Git by an export', () => {
    const flow = `${aFlow(SHOWN)}# a${end}# b\n`
    const why = (kind: 'flow' | 'dashboard', content: string) =>
      KINDS[kind].whyNotInGit({ kind, namespace: kind === 'flow' ? 'ok' : '', name: 'shown', content })
    expect(why('flow', flow)).toContain(`ends a line at ${name} (in line 7)`)
    expect(why('dashboard', `id: shown\n# ${end}`)).toContain(`ends a line at ${name} (in line 2)`)
    expect([why('flow', aFlow(SHOWN)), why('dashboard', 'id: shown\n')]).toEqual([undefined, undefined])
  })
})

describe('a hidden line end', () => {
  it('is an error that no severity, no comment and no server lowers', () => {
    const [problem] = [
      makeProblem('hidden-line-end', { message: 'no', file: 'a.yml', position: { line: 2, column: 1 } }),
    ]
    const accepted = downgradeAcceptedByServer([problem], new Set(['a.yml']))
    const reported = applySeverities(accepted, {
      severities: { 'hidden-line-end': 'off' },
      sourceOf: () => '# kestra-gitops: ignore hidden-line-end\nid: a # kestra-gitops: ignore hidden-line-end\n',
    })
    expect(reported).toMatchObject([{ code: 'hidden-line-end', severity: 'error' }])
  })

  it('is none where it is an escape in double quotes, or a line end of Windows', () => {
    expect(parseYaml('id: "a\\Lb\\Pc\\Nd\\re"\r\nnamespace: b\r\n')).toMatchObject({
      id: 'a\u2028b\u2029c\u0085d\re',
      namespace: 'b',
      documentFindings: [],
    })
  })

  it('costs time that grows with the text', () => {
    const reading = (size: number) => () => {
      const source = `id: a\n# ${'\u2028#'.repeat(size)}\n${'\r#\n'.repeat(size)}`
      return [parseYaml(source).documentFindings, hiddenIn(source)]
    }
    expect(growth([2000, 16_000], reading)).toBeLessThan(24)
  })
})

describe('a byte order mark', () => {
  it('that is not the first character is an error where Kestra makes it a letter of a key', () => {
    for (const source of ['# x\n\uFEFFid: a\n', '\n\uFEFF# x\nid: a\n', '# x\n\uFEFF---\nid: a\n'])
      expect(parseYaml(source).documentFindings).toMatchObject([
        { code: 'yaml-read-two-ways', isFatal: true, position: { line: 2, column: 1 } },
      ])
    expect(parseYaml('\uFEFFid: a\nnamespace: "b\uFEFF"\nx: |\n  \uFEFFy\n').documentFindings).toEqual([])
  })
})
