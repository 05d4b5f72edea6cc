import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { renderHtml } from '../../../src/render/html/render-html.ts'
import type { Report } from '../../../src/report/report.ts'
import { aPage } from '../../browser/a-page.ts'
import {
  aCreate,
  aFailure,
  anOutcome,
  aPlan,
  aPlannedResource,
  aPromiseCheck,
  aReport,
  aResourceOutcome,
  commentOptions,
} from '../factories.ts'

const options = { links: commentOptions().links, sink: 'github', version: '1.0.0' } as const
const pageOf = (report: Report) => renderHtml(report, options)
/** What a reader sees of the part of the page that tells of this report. */
const textOf = (page: string) =>
  page
    .replace(/<head>[\s\S]*<\/head>|<nav[\s\S]*<\/nav>/g, '')
    .replace(/<script>[\s\S]*$/, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&#(\d+);/g, (_entity, code) => String.fromCharCode(Number(code)))
    .replace(/\s+/g, ' ')
const update = (before: string, after: string) =>
  aReport({ plan: aPlan({ resources: [aPlannedResource({ live: before, desired: after })] }) })
const rowsOf = (report: Report) =>
  [...pageOf(report).matchAll(/<tr[ >].*?<\/tr>/g)].map(([row]) =>
    row.replace(/<\/td>/g, '|').replace(/<(?!\/?(?:del|ins)>)[^>]*>/g, ''),
  )

describe('renderHtml', () => {
  it('is the same for the same report', () => {
    expect(aPage(30)).toBe(aPage(30))
  })

  it('lets its own script and style run, and nothing else', () => {
    const page = pageOf(aReport())
    const inside = (tag: string) => new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`).exec(page)?.[1] ?? ''
    const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1]?.replaceAll('&#39;', "'")
    expect(policy).toBe(
      `default-src 'none'; script-src ${hash(inside('script'))}; style-src ${hash(inside('style'))}; base-uri 'none'; form-action 'none'`,
    )
  })

  it.each([
    ['a plan', aReport(), 'Ready to merge : 1 flow changes → kestra.acme.io'],
    ['a check', aReport({ command: 'validate' }), 'Validate : valid: 0 errors, 0 warnings → kestra.acme.io'],
    ['drift', aReport({ command: 'drift' }), 'Drift : 1 resource is not what Git says'],
    [
      'a receipt',
      aReport({ command: 'deploy', result: 'deployed', outcome: anOutcome() }),
      'flow company.team.daily revision 12 → 13 ✓',
    ],
    [
      'a kept promise',
      aReport({ command: 'deploy', result: 'deployed', outcome: anOutcome(), approvedPlans: [aPromiseCheck()] }),
      'Pull request 7: as planned (1 resource).',
    ],
    [
      'a failed write',
      aReport({
        command: 'deploy',
        result: 'failed',
        outcome: anOutcome({
          resources: [aResourceOutcome({ outcome: 'failed', message: 'HTTP 422: no such `type`' })],
        }),
      }),
      'could not be written HTTP 422: no such type',
    ],
    ['a broken run', aFailure({ message: 'The server does not answer.' }), 'The server does not answer.'],
  ])('tells %s', (_name, report, words) => {
    expect(textOf(pageOf(report))).toContain(words)
  })

  it('puts what was removed beside what was added in its place, and marks what differs', () => {
    expect(rowsOf(update('a: 1\nold: one\nb: 2\n', 'a: 1\nold: two\nnew: three\nb: 2\n'))).toEqual([
      'server nowafter a deploy',
      '@@ -1,3 +1,4 @@|',
      '1|a: 1|1|a: 1|',
      '2|old: <del>one</del>|2|old: <ins>two</ins>|',
      '||3|new: three|',
      '3|b: 2|4|b: 2|',
    ])
  })

  it('says of a last line that it does not end, without parting it from its other side', () => {
    expect(rowsOf(update('a: 1\nb: x', 'a: 1\nb: y\n')).slice(-1)).toEqual(['2|b: x (no line feed at the end)|2|b: y|'])
  })

  it('shows a text that is new as one block', () => {
    const page = pageOf(aReport({ plan: aPlan({ resources: [aCreate({ desired: 'id: report\n<b>: 1\n' })] }) }))
    expect(page).toContain('<pre class="one add">id: report\n&#60;b&#62;: 1</pre>')
    expect(page).not.toContain('<table class="diff">')
  })

  it('counts instead of showing what only the server knows, in public', () => {
    const report = update('a: 1\nprivate: words\n', 'a: 2\n')
    expect(pageOf(report)).toContain('private: words')
    const shown = renderHtml(report, { ...options, isPublic: true })
    expect(shown).not.toContain('private')
    expect(shown).toContain('exist only on the server are not shown, because this repository is public')
  })

  it('closes the diffs where there are many lines, but for twenty small ones', () => {
    const open = (count: number) =>
      pageOf(aReport({ plan: aPlan({ resources: many(count) }) })).match(/ open>/g)?.length ?? 0
    expect([open(3), open(60)]).toEqual([3, 20])
  })
})

const many = (count: number) => Array.from({ length: count }, (_, index) => aPlannedResource({ name: `flow-${index}` }))
