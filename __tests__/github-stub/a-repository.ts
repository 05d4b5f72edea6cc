import { createGitRepository } from '../support/git-repository.ts'
import { WORKFLOW_TOKEN } from './start-github.ts'

/** A token of a workflow that may do everything that this project can ask for. */
export const WRITER = {
  [WORKFLOW_TOKEN]: {
    permissions: { contents: 'write', issues: 'write', 'pull-requests': 'write', deployments: 'write' },
  },
} as const

/** `main`, and a branch `feature` that changes, renames and adds a file. */
export function aRepository() {
  const repository = createGitRepository({ files: { 'a.yml': 'id: a\n', 'old.yml': 'x\ny\nz\n' } })
  repository.branch('feature')
  const binary = Buffer.from([0, 255])
  repository.commit({ 'a.yml': 'id: b\n', 'old.yml': null, 'new.yml': 'x\ny\nz\n', 'été/ü.bin': binary })
  repository.branch('main')
  return repository
}
