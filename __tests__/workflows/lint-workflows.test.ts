import { spawnSync } from 'node:child_process'
import { describe, expect, inject, it } from 'vitest'
import { everyWorkflow } from '../docs/every-workflow.ts'

const actionlint = inject('actionlintPath')

/** Keys that GitHub has and actionlint does not know yet (docs/internals/facts/github.md, "Queued runs"). */
const NOT_KNOWN_YET = ['unexpected key "queue" for "concurrency" section']

const faultsOf = (yaml: string): string => {
  const ignored = NOT_KNOWN_YET.flatMap((pattern) => ['-ignore', pattern])
  const { stdout, stderr, error } = spawnSync(actionlint ?? '', [...ignored, '-no-color', '-oneline', '-'], {
    input: yaml,
    encoding: 'utf8',
  })
  if (error !== undefined) throw error
  return stdout + stderr
}

describe.skipIf(actionlint === null)('actionlint', () => {
  it('finds a fault that is there', () => {
    expect(
      faultsOf('on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: echo ${{ nothing.x }}\n'),
    ).toMatch(/undefined variable "nothing"/)
  })

  it.each(everyWorkflow())('finds none in $name', ({ yaml }) => {
    expect(faultsOf(yaml)).toBe('')
  })
})
