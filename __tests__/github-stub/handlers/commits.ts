import { findCommit, git } from '../../support/git.ts'
import { ApiError, type Handler, notFound } from '../api.ts'
import { renderChangedFiles } from '../objects/changed-files.ts'
import { renderCommit } from '../objects/commit.ts'
import { repositoryApiUrl, repositoryHtmlUrl } from '../objects/issue.ts'
import { linkHeader, pageOf } from '../pages.ts'
import type { World } from '../world.ts'

// https://docs.github.com/rest/commits/commits#compare-two-commits: 300 files for the whole comparison, on the first page only
const MAX_COMPARED_FILES = 300
// and the newest 250 commits when no page is asked for
const MAX_COMPARED_COMMITS = 250

/** A commit by SHA, branch or tag; branches win over tags as on GitHub. */
export function resolveRef(world: World, ref: string): string | undefined {
  const names = [`refs/heads/${ref}`, `refs/tags/${ref}`, `refs/${ref}`, ref]
  return names.map((name) => findCommit(world.gitDir, name)).find((sha) => sha !== undefined)
}

const compare: Handler = (request, world) => {
  const basehead = request.params['basehead'] ?? ''
  const [baseName = '', headName = ''] = basehead.split('...').map((side) => side.replace(/^[^:]+:/, ''))
  const base = resolveRef(world, baseName)
  const head = resolveRef(world, headName)
  if (base === undefined || head === undefined) throw notFound()
  const mergeBase = mergeBaseOf(world, base, head)
  const count = (range: string) => Number(git(world.gitDir, ['rev-list', '--count', range]))
  const aheadBy = count(`${base}..${head}`)
  const behindBy = count(`${head}..${base}`)
  const isPaged = request.query.has('page') || request.query.has('per_page')
  const shas = git(world.gitDir, ['rev-list', '--reverse', `${base}..${head}`])
    .split('\n')
    .filter(Boolean)
  const page = isPaged ? pageOf(request.query) : { number: 1, size: MAX_COMPARED_COMMITS }
  const commits = isPaged
    ? shas.slice((page.number - 1) * page.size, page.number * page.size)
    : shas.slice(-MAX_COMPARED_COMMITS)
  const url = `${repositoryApiUrl(world)}/compare/${basehead}`
  const html = `${repositoryHtmlUrl(world)}/compare/${basehead}`
  const body = {
    url,
    html_url: html,
    permalink_url: `${repositoryHtmlUrl(world)}/compare/${base.slice(0, 7)}...${head.slice(0, 7)}`,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    base_commit: renderCommit(world, base),
    merge_base_commit: renderCommit(world, mergeBase),
    status: statusOf(aheadBy, behindBy),
    ahead_by: aheadBy,
    behind_by: behindBy,
    total_commits: aheadBy,
    commits: commits.map((sha) => renderCommit(world, sha)),
    files: page.number === 1 ? renderChangedFiles(world, mergeBase, head).slice(0, MAX_COMPARED_FILES) : [],
  }
  return { status: 200, body, headers: linkHeader({ page, total: shas.length, url, query: request.query }) }
}

function mergeBaseOf(world: World, base: string, head: string): string {
  try {
    return git(world.gitDir, ['merge-base', base, head])
  } catch {
    // git answers nothing for histories without a common commit, after a forced push of another root.
    throw new ApiError(404, `No common ancestor between ${base} and ${head}.`)
  }
}

function statusOf(aheadBy: number, behindBy: number): string {
  if (aheadBy > 0) return behindBy > 0 ? 'diverged' : 'ahead'
  return behindBy > 0 ? 'behind' : 'identical'
}

export const commitHandlers = {
  'repos/compare-commits-with-basehead': compare,
} satisfies Record<string, Handler>
