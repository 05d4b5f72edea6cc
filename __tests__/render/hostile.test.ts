import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CaseResult } from '../../src/flow-tests/case-result.ts'
import { makeSanitizer } from '../../src/output/output-sanitizer.ts'
import type { PlannedResource } from '../../src/plan/plan.ts'
import { MAX_COMMENT_BYTES, MAX_SUMMARY_BYTES } from '../../src/render/fit-sections.ts'
import { parseGroup } from '../../src/render/group/group-marker.ts'
import { renderGroupSection } from '../../src/render/group/group-section.ts'
import { renderHtml } from '../../src/render/html/render-html.ts'
import { parseMarker, renderMarker } from '../../src/render/marker.ts'
import { renderAnnotations } from '../../src/render/render-annotations.ts'
import { renderComment, renderDriftIssue } from '../../src/render/render-comment.ts'
import { renderJson } from '../../src/render/render-json.ts'
import { renderSummary } from '../../src/render/render-summary.ts'
import { renderTerminal } from '../../src/render/render-terminal.ts'
import type { Report } from '../../src/report/report.ts'
import { aPage } from '../browser/a-page.ts'
import {
  aCase,
  anAssertion,
  anOutcome,
  aPlan,
  aPlannedResource,
  aProblem,
  aReport,
  aResourceOutcome,
  commentOptions,
} from './factories.ts'
import { aSection, composed } from './group/factories.ts'

const SECRET = 'S3cr3t-Value-Of-This-Run'

const FORGED = renderMarker({ key: 'forged', runId: 1, runAttempt: 1, stage: 'planned' })

const TRICKS = [
  '`',
  '```',
  '````diff',
  '~~~',
  '-->',
  '<!--',
  '</details>',
  '<summary>',
  '</summary>',
  '<img src=x>',
  '|',
  '\\',
  '\\|',
  '`|`',
  '@org/team',
  '@someone',
  '#12',
  'GH-12',
  'acme/flows#1',
  'acme/flows@4f2a9c1d0b',
  '4f2a9c1d0b7e',
  'https://evil.example',
  'www.evil.example',
  'mail@evil.example',
  '\u202e',
  '\u200b',
  '\u2066',
  '\u00ad',
  '\ufeff',
  '\u0000',
  '\u0007',
  '\u001b[31m',
  '\u001b]0;title\u0007',
  '\u009b31m',
  '::error::x',
  '::set-env name=A::b',
  '##[error]x',
  '\n::error::',
  '\r\n',
  '\n',
  '\r',
  '\u2028',
  '漢字',
  '👩‍👩‍👧',
  '\ud800',
  '[a](javascript:x)',
  '![x](y)',
  '*',
  '_',
  '$x$',
  ':tada:',
  '    ',
  '- [ ] x',
  '1. ',
  '# ',
  '> ',
  '---',
  FORGED,
  SECRET,
  'plain words',
]

const hostileText = fc
  .array(fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...TRICKS) }, fc.string({ unit: 'binary', maxLength: 12 })), {
    maxLength: 12,
  })
  .map((pieces) => pieces.join(''))

const hostileResource = fc
  .record({
    name: hostileText,
    namespace: hostileText,
    file: hostileText,
    live: hostileText,
    desired: hostileText,
    base: hostileText,
    words: fc.array(hostileText, { maxLength: 3 }),
    note: hostileText,
    kind: fc.constantFrom('flow' as const, 'file' as const),
    change: fc.constantFrom('create', 'update', 'adopt', 'delete', 'drift', 'conflict', 'invalid', 'unmanaged'),
    action: fc.constantFrom('none', 'create', 'update', 'delete'),
    origin: fc.constantFrom('here', 'pending', 'server'),
    renamedFrom: fc.record({ name: hostileText, namespace: hostileText }),
  })
  .map((fields): PlannedResource => aPlannedResource(fields as Partial<PlannedResource>))

const hostileCase = fc
  .record({
    suite: hostileText,
    case: hostileText,
    file: hostileText,
    flow: fc.record({ namespace: hostileText, id: hostileText }),
    verdict: fc.constantFrom('passed', 'failed', 'error', 'skipped'),
    message: fc.oneof(hostileText, fc.constant(null)),
    assertions: fc.array(
      fc.record({ expected: hostileText, actual: hostileText, message: hostileText }).map(anAssertion),
      { maxLength: 3 },
    ),
    failedTask: fc.record({ taskId: hostileText, log: fc.array(hostileText, { maxLength: 3 }) }),
    execution: hostileText,
  })
  .map((fields): CaseResult => aCase(fields as Partial<CaseResult>))

const hostileReport: fc.Arbitrary<Report> = fc
  .record({
    resources: fc.array(hostileResource, { maxLength: 4 }),
    texts: fc.array(hostileText, { minLength: 8, maxLength: 8 }),
    isDeploy: fc.boolean(),
    tests: fc.array(hostileCase, { maxLength: 3 }),
  })
  .map(({ resources, texts, isDeploy, tests }) => {
    const [message = '', hint = '', file = '', notice = '', refusal = '', root = '', from = '', to = ''] = texts
    const problem = aProblem({ message, hint, file, code: notice })
    return aReport({
      tests,
      command: isDeploy ? 'deploy' : 'plan',
      result: isDeploy ? 'failed' : 'refused',
      message,
      target: { server: `https://kestra.acme.io/${root}`, tenant: to, label: from, serverVersion: from },
      plan: aPlan({
        resources,
        notices: [notice],
        refusal: { reason: 'x', message: refusal },
        edges: [{ from, to, relation: 'subflow' }],
        problems: [{ ...problem, severity: 'warning' }],
      }),
      problems: [problem],
      layout: [{ root, kind: 'flow', namespaceFrom: 'setting', namespace: hint, count: 1 }],
      ...(isDeploy
        ? {
            outcome: anOutcome({
              resources: [aResourceOutcome({ name: from, namespace: to, outcome: 'failed', message })],
              notices: [refusal],
            }),
          }
        : {}),
    })
  })

const privacy = { maskedValues: [SECRET] }
const options = commentOptions(privacy)

const OF_A_RECEIPT = new Set(['<br'])

/** How a report is shown; a test asks for those that it judges, since a page or a document of many costs more than the rest. */
const SINKS = {
  comment: (report: Report) => renderComment(report, options),
  summary: (report: Report) => renderSummary(report, options),
  issue: (report: Report) => renderDriftIssue(report, options).body,
  group: (report: Report) => composed([renderGroupSection(report, options), aSection('b')]),
  terminal: (report: Report) => renderTerminal(report, { ...privacy, color: false, width: 80, sink: 'github' }),
  json: (report: Report) => renderJson(report, privacy),
  html: (report: Report) => renderHtml(report, { ...options, sink: 'github', version: '1.0.0' }),
}

/** The Markdown without its fenced blocks, code spans and HTML code, where GitHub makes nothing live; fails when a fence stays open. */
const proseOf = (markdown: string): string => {
  let fence: string | undefined
  const prose: string[] = []
  for (const line of markdown.split('\n')) {
    const ticks = /^(`{3,})[^`]*$/.exec(line)?.[1]
    if (fence === undefined && ticks !== undefined) fence = ticks
    else if (fence !== undefined && line === fence) fence = undefined
    else if (fence === undefined)
      prose.push(line.replace(/(?<!`)(`+)(?!`)(.*?)(?<!`)\1(?!`)/g, ' ').replace(/<code>[^<]*<\/code>/g, ' '))
  }
  expect(fence).toBeUndefined()
  return prose.join('\n').replace(/\]\(https:[^)\s]*\)/g, ']')
}

const expectQuiet = (markdown: string) => {
  const prose = proseOf(markdown.split('\n').slice(0, -1).join('\n'))
  const shown = prose.replace(/&#(\d+);/g, (_entity, code) => String.fromCharCode(Number(code)))
  expect(shown).not.toMatch(/@\w|(?<!#)#\d|\bGH-\d|:\/\/|www\.|\b[0-9a-f]{7,40}\b/i)
  expect(prose).not.toContain('<!--')
  expect(prose.replace(/<\/?(?:details(?: open)?|summary|sub|br)>/g, '')).not.toMatch(/<[a-z/!]/i)
  expect(prose.match(/<details/g)?.length ?? 0).toBe(prose.match(/<\/details>/g)?.length ?? 0)
  expect(prose.match(/<summary>/g)?.length ?? 0).toBe(prose.match(/<\/summary>/g)?.length ?? 0)
}

describe('hostile text', () => {
  it('pings nobody, links nowhere and breaks no fence in any Markdown', () => {
    fc.assert(
      fc.property(hostileReport, (report) => {
        for (const show of [SINKS.comment, SINKS.group, SINKS.issue]) expectQuiet(show(report))
        expectQuiet(`${SINKS.summary(report)}\n`)
      }),
      { numRuns: 200 },
    )
  })

  it('shows no masked value and no invisible character in any sink', () => {
    fc.assert(
      fc.property(hostileReport, (report) => {
        for (const show of Object.values(SINKS)) {
          const text = show(report)
          expect(text).not.toContain(SECRET)
          expect(text).not.toMatch(
            /(?![\n\t])[\p{Cc}\p{Zl}\p{Zp}]|[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/u,
          )
          expect(text.isWellFormed()).toBe(true)
        }
      }),
      { numRuns: 200 },
    )
  })

  it('makes no element and no attribute of a page', () => {
    const markup = (html: string) => new Set(html.match(/<[^\s>]*|\son\w+=|\sstyle=|\shref="(?!https:|#r\d)/g))
    const ours = markup(aPage(20))
    expect(ours).toContain('<script')
    expect(ours.size).toBeLessThan(100)
    fc.assert(
      fc.property(hostileReport, (report) => {
        const html = SINKS.html(report)
        expect([...markup(html)].filter((piece) => !ours.has(piece) && !OF_A_RECEIPT.has(piece))).toEqual([])
        expect(html.split('<script>')).toHaveLength(2)
      }),
      { numRuns: 200 },
    )
  })

  it('forges no marker', () => {
    fc.assert(
      fc.property(hostileReport, (report) => {
        expect(parseMarker(renderComment(report, options))).toMatchObject(options.marker)
        expect(parseMarker(renderComment(report, options).split('\n').slice(0, -1).join('\n'))).toBeUndefined()
      }),
      { numRuns: 100 },
    )
  })

  it('stays in its own part of a comment that targets share', () => {
    fc.assert(
      fc.property(hostileReport, hostileReport, (one, other) => {
        const of = (report: Report, key: string) =>
          renderGroupSection(report, { ...options, marker: { ...options.marker, key } })
        const sections = [of(one, 'one'), of(other, 'other'), aSection('b')]
        expect(parseGroup(composed(sections))?.sections).toEqual(sections)
      }),
      { numRuns: 100 },
    )
  })

  it('gives the runner no command through the terminal', () => {
    fc.assert(
      fc.property(hostileReport, (report) => {
        const terminal = makeSanitizer().lines(SINKS.terminal(report))
        expect(terminal).not.toMatch(/^\s*::/m)
        expect(terminal).not.toContain('##[')
      }),
      { numRuns: 100 },
    )
  })

  it('keeps annotations within the limits of the runner', () => {
    fc.assert(
      fc.property(fc.array(hostileText, { maxLength: 30 }), fc.integer({ min: 1, max: 1000 }), (texts, times) => {
        const annotations = renderAnnotations(
          texts.map((text) => aProblem({ message: text.repeat(times) })),
          {},
        )
        expect(annotations.length).toBeLessThanOrEqual(10)
        for (const { message } of annotations) expect(message.length).toBeLessThanOrEqual(4096)
      }),
      { numRuns: 50 },
    )
  })

  it('stays within the limits of GitHub from nothing to a megabyte', () => {
    const unit = fc.constantFrom('a', '漢', '👩‍👩‍👧', '`', '|', '\n', '@a ', 'é', '\u202e')
    const size = fc.constantFrom(0, 1, 1_000, 21_600, 65_000, 250_000)
    fc.assert(
      fc.property(unit, size, fc.constantFrom('words', 'live', 'name', 'note', 'file'), (character, count, field) => {
        const text = character.repeat(count)
        const resource = aPlannedResource({ [field]: field === 'words' ? [text, text] : text })
        const report = aReport({
          plan: aPlan({ resources: [resource, { ...resource, action: 'delete' }] }),
          problems: [aProblem({ message: text, file: text })],
        })
        const comment = SINKS.comment(report)
        expect(Buffer.byteLength(comment)).toBeLessThanOrEqual(MAX_COMMENT_BYTES)
        expect(Buffer.byteLength(SINKS.issue(report))).toBeLessThanOrEqual(MAX_COMMENT_BYTES)
        expect(Buffer.byteLength(SINKS.summary(report))).toBeLessThanOrEqual(MAX_SUMMARY_BYTES)
        expectQuiet(comment)
      }),
      { numRuns: 30 },
    )
  })
})
