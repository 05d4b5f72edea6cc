import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { refuseUnmerged } from '../../src/commands/refuse-unmerged.ts'
import type { RunOptions } from '../../src/state/run-options.ts'
import { createGitRepository } from '../support/git-repository.ts'

// main: first, second; topic: from first; later: one commit that main gets after the event.
const repository = createGitRepository({ files: { 'a.txt': '1' } })
const first = repository.sha('main')
repository.branch('topic', first)
const topic = repository.commit({ 'a.txt': 'unreviewed' })
repository.branch('main')
const second = repository.commit({ 'a.txt': '2' })
const folder = mkdtempSync(join(tmpdir(), 'clones-'))
const clone = (name: string, ...options: readonly string[]): string => {
  const dir = join(folder, name)
  execFileSync('git', ['clone', '--quiet', ...options, `file://${repository.dir}`, dir])
  return dir
}
const whole = clone('whole')
const shallow = clone('shallow', '--depth=1', '--branch=topic')
const shallowOld = clone('old', '--depth=1', '--branch=main')
afterAll(() => {
  rmSync(folder, { recursive: true })
  repository[Symbol.dispose]()
})

const ofMain = { commit: second, branches: ['main'] }
const refusal = async (commit: string | null, overrides: Partial<RunOptions> = {}) =>
  (await refuseUnmerged({ commit }, { merged: ofMain, directory: whole, askAncestry: undefined, ...overrides }))?.reason

test('the commit of the event, and an older one of its branch, may be deployed', async () => {
  expect(await refusal(second)).toBeUndefined()
  expect(await refusal(first)).toBeUndefined()
  expect(await refusal(second, { directory: shallowOld })).toBeUndefined()
})

test('a commit of another branch is refused, whatever the event names', async () => {
  expect(await refusal(topic)).toBe('unmerged-commit')
  expect(await refusal(topic, { merged: { commit: undefined, branches: ['main'] } })).toBe('unmerged-commit')
  expect(await refusal(topic, { merged: { commit: second, branches: [] } })).toBe('unmerged-commit')
  expect(await refusal(second, { merged: { commit: topic, branches: ['topic'] } })).toBe('unmerged-commit')
})

test('one that the branch got after the event may be deployed', async () => {
  expect(await refusal(second, { merged: { commit: first, branches: ['main'] } })).toBeUndefined()
  expect(await refusal(second, { merged: { commit: undefined, branches: ['gone', 'main'] } })).toBeUndefined()
})

test('where the checkout does not hold the history, GitHub is asked, and without an answer it is refused', async () => {
  const asked: string[][] = []
  const answering = (answer: boolean | undefined) => async (commit: string, descendant: string) => {
    asked.push([commit, descendant])
    return answer
  }
  const here = { directory: shallow }
  expect(await refusal(topic, { ...here, askAncestry: answering(true) })).toBeUndefined()
  expect(asked).toEqual([[topic, 'main']])
  expect(await refusal(topic, { ...here, askAncestry: answering(false) })).toBe('unmerged-commit')
  expect(await refusal(topic, { ...here, askAncestry: answering(undefined) })).toBe('unmerged-commit')
  expect(await refusal(topic, here)).toBe('unmerged-commit')
  expect(await refusal(null)).toBe('unmerged-commit')
  expect(await refusal(topic, { merged: { commit: undefined, branches: [] } })).toBe('unmerged-commit')
})

test('a run that no event started deploys any commit', async () => {
  expect(await refusal(topic, { merged: undefined })).toBeUndefined()
  expect(await refusal(null, { merged: undefined })).toBeUndefined()
})
