import { describe, expect, inject, test } from 'vitest'
import { NO_COMMIT, pullRequestEvent, pushEvent } from '../github-stub/events.ts'
import { createGitRepository } from '../support/git-repository.ts'
import { runWorkflow } from './run-workflow.ts'

const actPath = inject('actPath')

const ACTION_YML = `
name: Tool
description: Says everything that a step can say
inputs:
  password: { description: A secret }
outputs:
  greeting: { description: A text of two lines }
runs:
  using: node24
  main: main.js
`

const MAIN = `
import { appendFileSync } from 'node:fs'
console.log('::add-mask::derived')
console.log('::error file=flows/a.yml,line=3,endLine=4,col=5,endColumn=9,title=Bad%3A flow::first%0Asecond derived')
console.log('::warning file=flows/b.yml,line=1::careful')
console.log('::notice::by the way')
console.log('password is ' + process.env.INPUT_PASSWORD)
console.log(['major', process.version.split('.')[0], process.env.GITHUB_REF, process.env.GITHUB_SHA].join(' '))
appendFileSync(process.env.GITHUB_STEP_SUMMARY, '# Plan derived\\n')
appendFileSync(process.env.GITHUB_OUTPUT, 'greeting<<END\\nhello\\nworld\\nEND\\n')
console.log('::stop-commands::token')
console.log('::error::not a command')
console.log('::token::')
`

const WORKFLOW = `
name: Self test
on: pull_request
permissions: {}
concurrency:
  group: self-test
  queue: max
jobs:
  say:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v5
      - id: tool
        uses: acme/tool@v1
        with:
          password: \${{ secrets.PASSWORD }}
      - id: log
        run: git cat-file commit HEAD
      - if: github.event.pull_request.number == 7
        run: exit 3
`

describe.skipIf(actPath === null)('a workflow under act', () => {
  test('gives annotations, summary, outputs, masks, the log and the conclusion', async () => {
    using repository = createGitRepository({ files: { 'flows/a.yml': 'id: a\n' } })
    repository.branch('feature')
    repository.commit({ 'flows/a.yml': 'id: b\n' })
    const mergeSha = repository.pullRequestRefs(7, 'feature') ?? ''
    using checkout = repository.clone({ ref: 'refs/pull/7/merge' })
    using tool = createGitRepository({
      files: { 'action.yml': ACTION_YML, 'main.js': MAIN, 'package.json': '{"type":"module"}' },
    })
    const [baseSha, headSha] = [repository.sha('main'), repository.sha('feature')]
    const run = await runWorkflow({
      actPath: actPath ?? '',
      workflow: WORKFLOW,
      event: pullRequestEvent({ number: 7, headSha, baseSha, mergeSha }),
      workspace: checkout.dir,
      apiUrl: 'http://127.0.0.1:9',
      secrets: { PASSWORD: 'hunter2' },
      actions: { 'acme/tool@v1': tool.dir },
    })
    expect(run.annotations).toEqual([
      {
        level: 'error',
        message: 'first\nsecond ***',
        title: 'Bad: flow',
        file: 'flows/a.yml',
        line: 3,
        endLine: 4,
        col: 5,
        endColumn: 9,
      },
      { level: 'warning', message: 'careful', file: 'flows/b.yml', line: 1 },
      { level: 'notice', message: 'by the way' },
    ])
    expect(run.summary).toBe('# Plan ***\n')
    expect(run.outputs).toEqual({ tool: { greeting: 'hello\nworld' } })
    expect(run.masks).toEqual(['derived'])
    expect(run.log).toContain('password is ***\n')
    expect(run.log).toContain(`major v24 refs/pull/7/merge ${mergeSha}\n`)
    expect(run.log).toContain(`parent ${baseSha}\nparent ${headSha}\n`)
    expect(run.steps.filter(({ stage }) => stage === 'Main').map(({ result }) => result)).toEqual([
      'success',
      'success',
      'success',
      'failure',
    ])
    expect(run.jobs).toEqual({ say: 'failure' })
    expect(run.conclusion).toBe('failure')
  })

  test('keeps what a step says before it fails, however soon it ends', async () => {
    using repository = createGitRepository({ files: { 'flows/a.yml': 'id: a\n' } })
    using checkout = repository.clone({ ref: 'refs/heads/main' })
    const said = Array.from({ length: 100 }, (_, step) => `refused ${step}`)
    const steps = said.map(
      (text) => `      - run: printf '::error::${text}\\n'; exit 1\n        continue-on-error: true`,
    )
    const run = await runWorkflow({
      actPath: actPath ?? '',
      workflow: `on: push\njobs:\n  say:\n    runs-on: ubuntu-latest\n    steps:\n${steps.join('\n')}\n`,
      event: pushEvent({ before: NO_COMMIT, after: repository.sha('main') }),
      workspace: checkout.dir,
      apiUrl: 'http://127.0.0.1:9',
    })
    expect(run.annotations.map(({ message }) => message)).toEqual(said)
  })
})
