import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import * as z from 'zod'
import { pinnedRelease } from '../../scripts/generate-recipes.ts'
import { OUTPUTS } from '../../src/github/publish/outputs.ts'
import { INPUTS } from '../../src/settings/inputs/inputs.ts'

const workflow = z.object({
  name: z.string(),
  on: z.record(z.string(), z.unknown()),
  permissions: z.object({}).strict(),
  jobs: z.record(
    z.string(),
    z.object({
      permissions: z.record(z.string(), z.enum(['read', 'write'])),
      steps: z.array(z.object({ uses: z.string(), with: z.record(z.string(), z.unknown()).default({}) })),
    }),
  ),
})

const page = readFileSync('docs/forks.md', 'utf8')
/** The workflows that the page links, in its order. */
const files = [...page.matchAll(/\]\(\.\.\/(examples\/workflows\/[\w-]+\.yml)\)/g)].map(([, path = '']) => path)
const text = files.map((path) => readFileSync(path, 'utf8')).join('\n')
const workflows = files.map((path) => workflow.parse(parse(readFileSync(path, 'utf8'))))
const steps = workflows.flatMap(({ jobs }) => Object.values(jobs).flatMap((job) => job.steps))

describe('docs/forks.md', () => {
  it('links both workflows, the second started by the first', () => {
    expect(workflows.map(({ on }) => Object.keys(on))).toEqual([['pull_request'], ['workflow_run']])
    expect(workflows[1]?.on['workflow_run']).toMatchObject({ workflows: [workflows[0]?.name] })
  })

  it('uses inputs and outputs that the action has', () => {
    const ours = steps.filter(({ uses }) => uses.includes('kestra-gitops'))
    expect(ours).toHaveLength(2)
    for (const step of ours) expect(Object.keys(INPUTS)).toEqual(expect.arrayContaining(Object.keys(step.with)))
    const outputs = [...text.matchAll(/outputs\.([a-z-]+)/g)].map(([, name = '']) => name)
    expect(Object.keys(OUTPUTS)).toEqual(expect.arrayContaining(outputs))
  })

  it('checks nothing out where the token may write', () => {
    const [comment] = Object.values(workflows[1]?.jobs ?? {})
    expect(comment?.steps.map(({ uses }) => uses.split('@')[0])).toEqual([
      'actions/download-artifact',
      `${pinnedRelease().owner}/kestra-gitops`,
    ])
  })
})
