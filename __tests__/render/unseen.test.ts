import { expect, it } from 'vitest'
import { renderHtml } from '../../src/render/html/render-html.ts'
import { renderComment, renderDriftIssue } from '../../src/render/render-comment.ts'
import { renderJson } from '../../src/render/render-json.ts'
import { renderSummary } from '../../src/render/render-summary.ts'
import { renderTerminal } from '../../src/render/render-terminal.ts'
import { aReport, commentOptions } from './factories.ts'

const SENTENCE =
  'Not looked at on the server: the files of `company.team`, which are in Git as they were last deployed.'
const report = aReport({ notRead: [SENTENCE], notices: ['Something else.'] })
const { links, marker } = commentOptions()
const terminal = { color: false, width: 200 }

it.each<readonly [string, string]>([
  ['the comment', renderComment(report, commentOptions())],
  [
    'the receipt',
    renderComment(aReport({ notRead: [SENTENCE], result: 'refused' }), commentOptions({ stage: 'refused' })),
  ],
  ['the summary', renderSummary(report, { links })],
  ['the drift issue', renderDriftIssue(report, { links, marker }).body],
  ['the terminal', renderTerminal(report, terminal)],
  ['the terminal, of errors and the answer alone', renderTerminal(report, { ...terminal, isQuiet: true })],
])('what was not looked at stands once, within the first five lines of %s', (_, text) => {
  const lines = text.split('\n')
  expect(lines.filter((line) => line.includes('Not looked at'))).toHaveLength(1)
  expect(lines.findIndex((line) => line.includes('Not looked at'))).toBeLessThan(5)
})

it('stands at the head of the page, and first in the document', () => {
  const page = renderHtml(report, { links, sink: 'terminal', version: '1.0.0' })
  expect(page.indexOf('Not looked at')).toBeLessThan(page.indexOf('</header>'))
  expect(page.indexOf('Not looked at')).toBeGreaterThan(page.indexOf('<header'))
  expect(JSON.parse(renderJson(report, {}))).toMatchObject({ notices: [SENTENCE, 'Something else.'] })
})
