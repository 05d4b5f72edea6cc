import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { outputsOf, setOutputs } from '../../src/github/publish/outputs.ts'
import { contentOf, type Pair } from '../../src/kinds/key-value/value/pair.ts'
import { KINDS } from '../../src/kinds/kinds.ts'
import { makeSanitizer } from '../../src/output/output-sanitizer.ts'
import { openRunner } from '../../src/output/runner.ts'
import { renderGroupSection } from '../../src/render/group/group-section.ts'
import { renderHtml } from '../../src/render/html/render-html.ts'
import { machineContract } from '../../src/render/machine-contract.ts'
import { parseMarker } from '../../src/render/marker.ts'
import { renderAnnotations } from '../../src/render/render-annotations.ts'
import { renderComment, renderDriftIssue } from '../../src/render/render-comment.ts'
import { renderFormat } from '../../src/render/render-format.ts'
import { renderJson } from '../../src/render/render-json.ts'
import { renderSummary } from '../../src/render/render-summary.ts'
import { renderTerminal } from '../../src/render/render-terminal.ts'
import type { Report } from '../../src/report/report.ts'
import { isNamedLikeSecret } from '../../src/secrets/find-secrets.ts'
import { playStory } from '../support/shop.ts'
import { aPlan, aPlannedResource, aProblem, aReport, commentOptions } from './factories.ts'
import { aSection, composed } from './group/factories.ts'
import { later, PAIRS } from './stories/golden-case.ts'

const options = commentOptions()
const page = { ...options, sink: 'github', version: '1.0.0' } as const

/** All that leaves the process, as it leaves it: rendered, and through the gate. */
const letOut = (report: Report, secrets: readonly string[] = []): Readonly<Record<string, string>> => {
  const gate = makeSanitizer()
  gate.addSecrets(secrets)
  const privacy = { maskedValues: secrets }
  const outputs: string[] = []
  const nothing = () => undefined
  const door = openRunner(gate, {
    ...{ info: nothing, debug: nothing, error: nothing, warning: nothing, notice: nothing, setFailed: nothing },
    setSecret: nothing,
    setOutput: (name, value) => void outputs.push(`${name}=${value}`),
  })
  setOutputs(door, outputsOf(report, { planJson: 'plan.json', commentUrl: 'https://github.com/a/b/pull/1' }))
  const issue = renderDriftIssue(report, { ...options, ...privacy })
  return {
    outputs: outputs.join('\n'),
    comment: gate.markdown(renderComment(report, { ...options, ...privacy })),
    issue: gate.markdown(`${issue.title}\n${issue.body}`),
    summary: gate.markdown(renderSummary(report, { ...options, ...privacy })),
    group: gate.markdown(
      composed([renderGroupSection(report, { ...options, ...privacy }), aSection('b')], { hide: gate.markdown }),
    ),
    terminal: gate.lines(renderTerminal(report, { ...privacy, color: false, width: 100 })),
    json: renderJson(report, privacy),
    sarif: renderFormat(report, 'sarif', { ...privacy, version: '1.0.0' }),
    annotations: JSON.stringify(renderAnnotations(report.problems, privacy)),
    page: gate.page(renderHtml(report, { ...page, ...privacy })),
  }
}

const WORDS = [
  ...[
    'result',
    'changes',
    'resources',
    'kind',
    'key-value',
    'namespace',
    'create',
    'update',
    'change',
    'severity',
    'missing-property',
  ],
  ...['<!--', '-->', '<!-- kestra-gitops:v1:', 'kestra-gitops', '</details>', '<details>', 'summary', '</summary>'],
  ...['script', '<script>', '</script>', 'style', 'Content-Security-Policy', "default-src 'none'", 'sha256-', 'href'],
  ...[
    '```',
    '````diff',
    '|',
    '|---|',
    '### ',
    '**',
    '`',
    '@@ -1,4 +1,4 @@',
    '+ added',
    '- removed',
    'r1 → r2',
    '::error::',
  ],
  ...['a', 'e', 'r', '0', '1', '12', 'true', 'null', '{', '}', ':', ',', ' ', '\n', '(changed, 7 bytes)', 'bytes'],
]

const NAME = 'db_password'

/** What somebody may put into a pair; it is hidden whatever it is. */
const value = fc
  .array(fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...WORDS) }, fc.stringMatching(/^[ -!#-[\]-~]{1,8}$/)), {
    minLength: 1,
    maxLength: 8,
  })
  .map((pieces) => pieces.join(''))
  .filter((text) => isNamedLikeSecret(NAME, text))

/** As long, with the same ends of lines, and of no meaning. */
const harmless = (text: string, letter = 'q'): string =>
  text.replace(/[^\n]/gu, (character) => letter.repeat(Buffer.byteLength(character)))

const aReportOn = (before: Pair, after: Pair): Report => {
  const [live, desired] = [contentOf(before), contentOf(after)]
  const parse = () => {
    throw new Error('no pair is a flow')
  }
  const words = KINDS['key-value'].describeChange({ name: NAME, before: live, after: desired, callers: [], parse })
  const pair = { kind: 'key-value', name: NAME, file: 'company.team/kv.yml', live, desired, words } as const
  return aReport({
    plan: aPlan({ resources: [aPlannedResource({ ...pair, base: live }), aPlannedResource()] }),
    problems: [aProblem()],
  })
}

const asText = (text: string): Pair => ({ type: 'STRING', value: text })
const asJson = (text: string): Pair => ({ type: 'JSON', value: { on: true, list: [{ [NAME]: text }], plain: 'x' } })

describe('values of a tree or a server that look like credentials', () => {
  it.each([
    ['a text', asText],
    ['a part of JSON', asJson],
  ] as const)('change no byte of anything, as %s', (_name, pairOfText) => {
    fc.assert(
      fc.property(value, value, (before, after) => {
        // How many lines differ may be told.
        const lines = new Set(before.split('\n'))
        fc.pre(!after.split('\n').some((line) => lines.has(line)))
        const report = aReportOn(pairOfText(before), pairOfText(after))
        const twin = aReportOn(pairOfText(harmless(before, 'q')), pairOfText(harmless(after, 'z')))
        expect(letOut(report)).toEqual(letOut(twin))
      }),
      { numRuns: 60 },
    )
  })

  // The product's own way from the server to the report.
  it('change no byte where the server holds them', async () => {
    const story = (texts: readonly string[], command: 'plan' | 'drift') =>
      playStory({
        command,
        deployed: {
          [PAIRS]: (text) => `${text}${texts.map((_, index) => `db_${index}_password: start\n`).join('')}`,
        },
        change: later,
        server: (server) => {
          for (const [index, text] of texts.entries())
            server.put({
              ...{ kind: 'key-value', namespace: 'shop.sales', name: `db_${index}_password` },
              content: contentOf(asText(text)),
            })
        },
      })
    const texts = [...WORDS, WORDS.join(''), WORDS.join('\n')].filter(
      (text) => !text.includes('"') && isNamedLikeSecret('db_0_password', text),
    )
    for (const command of ['plan', 'drift'] as const) {
      const [hostile, twin] = [
        await story(texts, command),
        await story(
          texts.map((text) => harmless(text)),
          command,
        ),
      ]
      const [out, plain] = [letOut(hostile.report), letOut(twin.report)]
      // The digest of a plan is made of the texts themselves.
      const same = (text = '') => text.replace(/sha256:\w{64}|<!-- kestra-gitops[^\n]*/g, '…')
      for (const [sink, text] of Object.entries(out)) expect([sink, same(text)]).toEqual([sink, same(plain[sink])])
      expect(parseMarker(out['comment'] ?? '')).toMatchObject(options.marker)
      expect(out['json']).toContain('db_0_password')
      expect(plain['comment']).not.toContain('qqqq')
    }
  })
})

describe('a password that is a word of ours', () => {
  const report = aReportOn(asText('old-value'), asText('new-value'))
  const plain = letOut(report)
  const closed = (json = '') => {
    const { command, result, reason, summary, digest, resources, problems, requests } = machineContract.parse(
      JSON.parse(json),
    )
    return {
      ...{ command, result, reason, summary, digest, requests },
      kinds: resources.map(({ kind, change, outcome, revision }) => [kind, change, outcome, revision]),
      codes: problems.map(({ severity, code, line }) => [severity, code, line]),
    }
  }
  const tagsOf = (text = '') => text.match(/<(?:style|script)>[\s\S]*?<\/(?:style|script)>|<[^>]*>/g)
  const isNamed = (text: string) => text.length >= 4

  it.each(WORDS.filter(isNamed))('%j is hidden in texts, and outputs, JSON, marker, page and tags stay', (word) => {
    const out = letOut(report, [word])
    expect(out['outputs']).toBe(plain['outputs'])
    expect(closed(out['json'])).toEqual(closed(plain['json']))
    expect(parseMarker(out['comment'] ?? '')).toMatchObject(options.marker)
    expect(tagsOf(out['comment'] ?? '')).toEqual(tagsOf(plain['comment'] ?? ''))
    const shape = (text = '') => tagsOf(text)?.map((tag) => tag.replace(/(?:href|id|data-class)="[^"]*"/g, ''))
    expect(shape(out['page'])).toEqual(shape(plain['page']))
    const policy = /<meta http-equiv[^>]*>/
    expect(policy.exec(out['page'] ?? '')?.[0]).toBe(policy.exec(plain['page'] ?? '')?.[0] ?? 'none')
  })

  it('is found in a text wherever that stands', () => {
    const secret = 'resources'
    const reported = aReport({
      message: `the ${secret}`,
      result: 'failed',
      reason: 'server-error',
      plan: aPlan({ resources: [aPlannedResource({ words: [`a ${secret}`], note: `b ${secret}` })] }),
      problems: [aProblem({ message: `c ${secret}`, hint: `d ${secret}` })],
      notices: [`e ${secret}`],
    })
    for (const [sink, text] of Object.entries(letOut(reported, [secret])))
      expect([sink, text.match(/\b[a-e] resources/g)]).toEqual([sink, null])
  })
})
