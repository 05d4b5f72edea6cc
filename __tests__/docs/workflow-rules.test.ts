import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { everyWorkflow } from './every-workflow.ts'
import { eventsOf, missingOf, readWorkflow, sharedGroups } from './workflow-rules.ts'

/** Shows what a job without permissions does. */
const WITHOUT_PERMISSION = 'without-permission: pull-requests: write'

const workflows = everyWorkflow().map(({ name, yaml }) => ({ name, workflow: readWorkflow(parse(yaml)) }))

describe('every workflow of this repository', () => {
  it('is found', () => {
    expect(workflows.length).toBeGreaterThan(15)
  })

  it.each(workflows)('lets no event take the place of another one: $name', ({ workflow }) => {
    expect(sharedGroups(workflow)).toEqual([])
  })

  it.each(workflows)('gives each job what it needs, and nothing twice: $name', ({ workflow }) => {
    expect(missingOf(workflow).filter((fault) => fault !== WITHOUT_PERMISSION)).toEqual([])
  })

  it.each(workflows)('ends a job that hangs: $name', ({ workflow }) => {
    const endless = Object.entries(workflow.jobs).filter(
      ([, job]) => job.uses === undefined && job['timeout-minutes'] === undefined,
    )
    expect(endless.map(([name]) => name)).toEqual([])
  })

  it.each(workflows)('queues its deploys: $name', ({ name, workflow }) => {
    const deploys = Object.values(workflow.jobs).filter(
      (job) =>
        eventsOf(workflow, job).includes('push') && job.steps.some(({ uses }) => uses.includes('/kestra-gitops@')),
    )
    const queues = deploys.map((job) => (job.concurrency ?? workflow.concurrency)?.queue)
    expect([name, ...queues]).toEqual([name, ...deploys.map(() => 'max')])
  })
})

describe('the rules find what was wrong before', () => {
  const steps = (inputs: string) =>
    `    steps:\n      - uses: OWNER/kestra-gitops@v1\n        with: { server: 'x', password: '\${{ secrets.P }}'${inputs} }\n`
  const check = (text: string) => {
    const workflow = readWorkflow(parse(text))
    return [...sharedGroups(workflow), ...missingOf(workflow)]
  }
  const both = 'on: { pull_request: null, push: null }\n'
  const may = 'permissions: { contents: read, pull-requests: write }\n'

  it('a group without the event', () => {
    const text = `${both}${may}concurrency: kestra-\${{ github.ref }}\njobs:\n  k:\n${steps('')}`
    expect(check(text)).toEqual(['kestra-refs/heads/main: pull_request, push'])
    expect(check(text.replace('kestra-$', '${{ github.event_name }}-$'))).toEqual([])
  })

  it('an environment on pull requests, two deployments, a missing permission, a missing secret', () => {
    const job = '  k:\n    environment: production\n'
    expect(check(`${both}${may}jobs:\n${job}${steps(', environment: production')}`)).toEqual([
      'k: deployments: write',
      'k: an environment on pull requests',
      'k: two deployments',
    ])
    expect(check(`on: push\njobs:\n  k:\n${steps('')}`)).toEqual(['k: pull-requests: write'])
    const withoutSecret = steps('').replace(/password: '[^']*'/, 'tenant: main')
    expect(check(`on: push\n${may}jobs:\n  k:\n${withoutSecret}`)).toEqual(['k: no secret for the server'])
    expect(check(`on: schedule\njobs:\n  k:\n${steps('')}`)).toEqual(['k: issues: write'])
  })
})
