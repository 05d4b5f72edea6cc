import { expect, test } from 'vitest'
import { decideEvent } from '../../src/github/event/event.ts'
import { linksOf } from '../../src/github/job/job.ts'
import { renderHtml } from '../../src/render/html/render-html.ts'
import { uiUrl } from '../../src/render/links.ts'
import { renderSarif } from '../../src/render/problem-lists.ts'
import { renderComment } from '../../src/render/render-comment.ts'
import { renderSummary } from '../../src/render/render-summary.ts'
import { parseSettings } from '../../src/settings/settings.ts'
import { aCreate, aPlan, aProblem, aReport, commentOptions } from './factories.ts'

const SHA = '4f2a9c1'.padEnd(40, '0')
const REPOSITORY = `https://github.com/acme/flows/blob/${SHA}/`
const settings = parseSettings({ server: 'https://kestra.acme.io', tenant: 'main' })

const runner = {
  ...{ eventName: 'schedule', payload: {}, sha: SHA, ref: 'refs/heads/main', actor: 'ada', runId: 7, runAttempt: 1 },
  ...{ serverUrl: 'https://github.com', apiUrl: 'https://api.github.com', repository: 'acme/flows' },
  ...{ workspace: '/nowhere', temporaryFolder: '/nowhere', summaryFile: undefined },
}
const decision = decideEvent({ ...settings, ...runner, command: 'drift' })
if (!('context' in decision)) throw new Error('no run')
const links = linksOf({ settings, runner, context: decision.context })

const outside = [
  '../../../../mallory/flows/blob/main/a.yml',
  '..',
  'a/../../../../mallory/x.yml',
  './a.yml',
  'a/./b.yml',
  '/etc/passwd',
  '//mallory.example/x',
  'a//b.yml',
  'a/',
  '',
]

test.each(outside)('no repository holds %j: it is shown, and leads nowhere', (file) => {
  const problem = aProblem({ file, line: 1 })
  const report = aReport({ problems: [problem], plan: aPlan({ resources: [aCreate({ file })] }) })
  expect(links.blob?.(file, 1)).toBeUndefined()
  for (const shown of [
    renderComment(report, commentOptions({ links })),
    renderSummary(report, { links }),
    renderHtml(report, { links, sink: 'terminal', version: '1.0.0' }),
  ]) {
    expect(shown).not.toContain(REPOSITORY)
    expect(shown).not.toMatch(/(?:\]\(|href=")[^)"]*mallory/)
  }
  const sarif = JSON.parse(renderSarif([problem], { broken: undefined, version: '1.0.0' }))
  const { uri } = sarif.runs[0].results[0].locations[0].physicalLocation.artifactLocation
  expect(new URL(uri, 'https://root.example/a/b/').href).toMatch(/^https:\/\/root\.example\/a\//)
})

test('half a character is in no address', () => {
  expect(links.blob?.('a\ud800.yml')).toBeUndefined()
})

test.each([
  ['flows/a.yml', 'flows/a.yml'],
  ['javascript:alert(1)', 'javascript%3Aalert(1)'],
  ['https://mallory.example/x'.replace('//', '/'), 'https%3A/mallory.example/x'],
  ['..\\..\\x', '..%5C..%5Cx'],
  ['%2e%2e/x', '%252e%252e/x'],
  ['a b?c#d', 'a%20b%3Fc%23d'],
  ['...', '...'],
])('%j stays below the commit: %s', (file, path) => {
  const url = links.blob?.(file, 3) ?? ''
  expect(url).toBe(`${REPOSITORY}${path}#L3`)
  expect(new URL(url).href.startsWith(REPOSITORY)).toBe(true)
})

test.each([
  { kind: 'flow', namespace: '..', name: '..' },
  { kind: 'flow', namespace: 'a', name: '..' },
  { kind: 'flow', namespace: 'a', name: '' },
  { kind: 'flow', namespace: 'a', name: '\ud800' },
  { kind: 'key-value', namespace: '..', name: 'k' },
  { kind: 'dashboard', namespace: '', name: '.' },
] as const)('a name that is no step of an address has no page in the UI: %j', (name) => {
  expect(uiUrl(name, links)).toBeUndefined()
})
