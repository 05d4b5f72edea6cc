import { git } from '../../support/git.ts'
import type { World } from '../world.ts'
import { repositoryApiUrl, repositoryHtmlUrl } from './issue.ts'

// Past this many lines GitHub reports the counts of every file as 0, without a mark: https://github.com/orgs/community/discussions/213491
const MAX_PATCH_LINES = 20_000
const STATUS = { A: 'added', D: 'removed', M: 'modified', R: 'renamed', C: 'copied', T: 'changed' } as const

interface ChangedFile {
  readonly status: (typeof STATUS)[keyof typeof STATUS]
  readonly sha: string
  readonly path: string
  readonly previousPath: string | undefined
}

/** The files that differ between two trees, with GitHub's rename detection, in git's order. `patch` is never given: GitHub drops it too, unmarked. */
export function renderChangedFiles(world: World, base: string, head: string) {
  const counts = readCounts(world, base, head)
  const total = [...counts.values()].reduce((sum, { additions, deletions }) => sum + additions + deletions, 0)
  return readChanges(world, base, head).map((file) => {
    const counted = total > MAX_PATCH_LINES ? undefined : counts.get(file.path)
    const { additions, deletions } = counted ?? { additions: 0, deletions: 0 }
    const path = file.path.split('/').map(encodeURIComponent).join('/')
    return {
      sha: file.sha,
      filename: file.path,
      status: file.status,
      additions,
      deletions,
      changes: additions + deletions,
      blob_url: `${repositoryHtmlUrl(world)}/blob/${head}/${path}`,
      raw_url: `${repositoryHtmlUrl(world)}/raw/${head}/${path}`,
      contents_url: `${repositoryApiUrl(world)}/contents/${path}?ref=${head}`,
      ...(file.previousPath !== undefined && { previous_filename: file.previousPath }),
    }
  })
}

function readChanges(world: World, base: string, head: string): readonly ChangedFile[] {
  const fields = git(world.gitDir, ['diff', '--raw', '-M', '-z', '--no-abbrev', base, head]).split('\0')
  const files: ChangedFile[] = []
  for (let at = 0; at + 1 < fields.length; ) {
    const [, , before = '', after = '', letter = ''] = (fields[at] ?? '').split(' ')
    const status = statusOf(letter)
    const hasTwoPaths = status === 'renamed' || status === 'copied'
    const path = fields[at + (hasTwoPaths ? 2 : 1)] ?? ''
    files.push({
      status,
      path,
      sha: status === 'removed' ? before : after,
      previousPath: hasTwoPaths ? fields[at + 1] : undefined,
    })
    at += hasTwoPaths ? 3 : 2
  }
  return files
}

function statusOf(letter: string): ChangedFile['status'] {
  const found = Object.entries(STATUS).find(([key]) => letter.startsWith(key))?.[1]
  if (found === undefined) throw new Error(`git diff says ${letter}, which GitHub has no word for`)
  return found
}

function readCounts(world: World, base: string, head: string) {
  const counts = new Map<string, { readonly additions: number; readonly deletions: number }>()
  const fields = git(world.gitDir, ['diff', '--numstat', '-M', '-z', base, head]).split('\0')
  for (let at = 0; at + 1 < fields.length; at++) {
    const [additions = '', deletions = '', path = ''] = (fields[at] ?? '').split('\t')
    // A rename has an empty path here and its two paths in the next two fields.
    if (path === '') at += 2
    // A binary file has "-" for both.
    counts.set(path === '' ? (fields[at] ?? '') : path, {
      additions: Number(additions) || 0,
      deletions: Number(deletions) || 0,
    })
  }
  return counts
}
