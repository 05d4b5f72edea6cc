import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import * as z from 'zod'
import { sourceFiles } from '../architecture/source-files.ts'

const step = z.looseObject({
  uses: z.string().optional(),
  run: z.string().optional(),
  with: z.record(z.string(), z.unknown()).optional(),
})
const workflow = z.looseObject({
  permissions: z.record(z.string(), z.string()),
  jobs: z.record(
    z.string(),
    z.looseObject({
      'timeout-minutes': z.number(),
      permissions: z.record(z.string(), z.string()),
      needs: z.union([z.string(), z.array(z.string())]).optional(),
      steps: z.array(step),
    }),
  ),
})

const files = sourceFiles(/^\.github\/workflows\//).map(({ path, text }) => ({
  path,
  text,
  ...workflow.parse(parse(text)),
}))
const cases = files.map(({ path, ...file }) => ({ path, file }))

describe('the workflows of this repository', () => {
  it('are found', () => {
    expect(files.map(({ path }) => path)).toEqual([
      '.github/workflows/ci.yml',
      '.github/workflows/compare-kestra.yml',
      '.github/workflows/on-github.yml',
      '.github/workflows/release.yml',
    ])
  })

  it.each(cases)('give no permission to all jobs, and say at each job what it is for: $path', ({ file }) => {
    expect(file.permissions).toEqual({})
    const granted = file.text.split('\n').filter((line) => /^ {6}[a-z-]+: (?:read|write)\b/.test(line))
    expect(granted.filter((line) => !line.includes('# '))).toEqual([])
  })

  it.each(cases)('pin every action of others by its commit, with the version beside it: $path', ({ file }) => {
    const lines = file.text.split('\n').filter((line) => /\buses: (?!\.\/)/.test(line))
    expect(lines.filter((line) => !/uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual([])
  })

  it.each(cases)('leave no credentials in the checkout: $path', ({ file }) => {
    const checkouts = Object.values(file.jobs)
      .flatMap(({ steps }) => steps)
      .filter(({ uses }) => uses?.startsWith('actions/checkout@'))
    expect(checkouts.filter((checkout) => checkout.with?.['persist-credentials'] !== false)).toEqual([])
  })

  it.each(cases)('put no expression into a script: $path', ({ file }) => {
    const scripts = Object.values(file.jobs).flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? []))
    expect(scripts.filter((script) => script.includes('${{'))).toEqual([])
  })

  it('zizmor is given every workflow: of a folder it takes only those in .github/workflows', () => {
    const ci = files.find(({ path }) => path.endsWith('/ci.yml'))
    const calls = [...(ci?.text ?? '').matchAll(/zizmor==\S+ .* --config (\S+) (.+)$/gm)].map(([, ...given]) => given)
    expect(calls).toEqual([
      ['.github/zizmor.yml', '.github/workflows action.yml'],
      ['.github/zizmor-examples.yml', 'examples/workflows/*.yml'],
    ])
    expect(calls.filter(([config = '']) => !existsSync(config))).toEqual([])
  })

  it('ci-ok waits for every other job of ci.yml', () => {
    const ci = files.find(({ path }) => path.endsWith('/ci.yml'))
    const { 'ci-ok': gate, ...others } = ci?.jobs ?? {}
    expect([gate?.needs].flat().toSorted()).toEqual(Object.keys(others).toSorted())
  })
})
