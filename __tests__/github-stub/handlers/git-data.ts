import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as z from 'zod'
import { findCommit, git, gitBytes } from '../../support/git.ts'
import { ApiError, type ApiRequest, type Handler, invalid, notFound, textOf, textsOf } from '../api.ts'
import { renderGitCommit } from '../objects/commit.ts'
import { repositoryApiUrl } from '../objects/issue.ts'
import { nodeId } from '../objects/user.ts'
import type { World } from '../world.ts'

// https://docs.github.com/rest/git/trees#get-a-tree: "100,000 entries with a maximum size of 7 MB" when recursive
const MAX_TREE_ENTRIES = 100_000

const TreeEntries = z.array(
  z.object({
    path: z.string(),
    mode: z.string().default('100644'),
    type: z.string().default('blob'),
    sha: z.string().nullish(),
    content: z.string().optional(),
  }),
)

const createBlob: Handler = (request, world) => {
  const encoding = textOf(request.body, 'encoding', 'utf-8') === 'base64' ? 'base64' : 'utf8'
  const input = Buffer.from(textOf(request.body, 'content'), encoding)
  const sha = git(world.gitDir, ['hash-object', '-w', '--stdin'], { input })
  return { status: 201, body: { sha, url: `${repositoryApiUrl(world)}/git/blobs/${sha}` } }
}

const getBlob: Handler = ({ params, accept }, world) => {
  const sha = params['file_sha'] ?? ''
  if (typeOf(world, sha) !== 'blob') throw notFound()
  const bytes = gitBytes(world.gitDir, ['cat-file', 'blob', sha])
  if (accept.includes('raw')) return { status: 200, body: bytes }
  const content = bytes.toString('base64').replace(/.{1,60}/g, '$&\n')
  const url = `${repositoryApiUrl(world)}/git/blobs/${sha}`
  return { status: 200, body: { sha, node_id: nodeId('B', sha), size: bytes.length, url, content, encoding: 'base64' } }
}

const getTree: Handler = ({ params, query }, world) => {
  const name = params['tree_sha'] ?? ''
  const known = findCommit(world.gitDir, name) ?? (typeOf(world, name) === 'tree' ? name : undefined)
  if (known === undefined) throw notFound()
  const tree = git(world.gitDir, ['rev-parse', `${known}^{tree}`])
  return { status: 200, body: renderTree(world, tree, query.has('recursive')) }
}

const createTree: Handler = (request, world) => {
  const index = mkdtempSync(join(tmpdir(), 'github-index-'))
  const env = { GIT_INDEX_FILE: join(index, 'index') }
  try {
    const base = textOf(request.body, 'base_tree')
    if (base !== '') git(world.gitDir, ['read-tree', base], { env })
    for (const entry of TreeEntries.parse(request.body['tree'])) {
      const written =
        entry.content === undefined
          ? entry.sha
          : git(world.gitDir, ['hash-object', '-w', '--stdin'], { input: entry.content })
      const isRemoved = written === null || written === undefined
      const args = isRemoved
        ? ['--force-remove', '--', entry.path]
        : ['--add', '--cacheinfo', `${entry.mode},${written},${entry.path}`]
      git(world.gitDir, ['--work-tree=.', 'update-index', ...args], { env })
    }
    return { status: 201, body: renderTree(world, git(world.gitDir, ['write-tree'], { env }), false) }
  } finally {
    rmSync(index, { recursive: true })
  }
}

const createCommit: Handler = (request, world) => {
  const tree = textOf(request.body, 'tree')
  if (typeOf(world, tree) !== 'tree') throw invalid({ resource: 'Commit', field: 'tree', code: 'invalid' })
  const parents = textsOf(request.body, 'parents').flatMap((sha) => ['-p', sha])
  const { login } = request.caller.actor
  const [name, email, date] = [login, `${login}@users.noreply.github.com`, world.now()]
  const env = {
    GIT_AUTHOR_NAME: name,
    GIT_AUTHOR_EMAIL: email,
    GIT_AUTHOR_DATE: date,
    GIT_COMMITTER_NAME: name,
    GIT_COMMITTER_EMAIL: email,
    GIT_COMMITTER_DATE: date,
  }
  const message = textOf(request.body, 'message')
  const sha = git(world.gitDir, ['commit-tree', tree, ...parents], { input: message, env })
  return { status: 201, body: renderGitCommit(world, sha) }
}

const getCommit: Handler = ({ params }, world) => {
  const sha = findCommit(world.gitDir, params['commit_sha'] ?? '')
  if (sha === undefined) throw notFound()
  return { status: 200, body: renderGitCommit(world, sha) }
}

const getRef: Handler = ({ params }, world) => {
  const ref = `refs/${params['ref']}`
  if (findCommit(world.gitDir, ref) === undefined) throw notFound()
  return { status: 200, body: renderRef(world, ref) }
}

const createRef: Handler = (request, world) => {
  const ref = textOf(request.body, 'ref')
  if (!/^refs\/[^/]+\/./.test(ref))
    throw new ApiError(422, 'Reference name must be prefixed with refs/heads or refs/tags')
  if (findCommit(world.gitDir, ref) !== undefined) throw new ApiError(422, 'Reference already exists')
  return { status: 201, body: setRef(request, world, ref) }
}

const updateRef: Handler = (request, world) => {
  const ref = `refs/${request.params['ref']}`
  const old = findCommit(world.gitDir, ref)
  if (old === undefined) throw new ApiError(422, 'Reference does not exist')
  const isForward = git(world.gitDir, ['rev-list', '--max-count=1', `${textOf(request.body, 'sha')}..${old}`]) === ''
  if (!isForward && request.body['force'] !== true) throw new ApiError(422, 'Update is not a fast forward')
  return { status: 200, body: setRef(request, world, ref) }
}

function setRef(request: ApiRequest, world: World, ref: string) {
  const sha = findCommit(world.gitDir, textOf(request.body, 'sha'))
  if (sha === undefined) throw new ApiError(422, 'Object does not exist')
  git(world.gitDir, ['update-ref', ref, sha])
  return renderRef(world, ref)
}

function renderRef(world: World, ref: string) {
  const sha = git(world.gitDir, ['rev-parse', ref])
  const api = `${repositoryApiUrl(world)}/git`
  const type = typeOf(world, sha) ?? 'commit'
  return {
    ref,
    node_id: nodeId('REF', ref),
    url: `${api}/${ref}`,
    object: { sha, type, url: `${api}/${type}s/${sha}` },
  }
}

function renderTree(world: World, sha: string, isRecursive: boolean) {
  const args = ['ls-tree', '-z', '--long', ...(isRecursive ? ['-r', '-t'] : []), sha]
  const entries = git(world.gitDir, args)
    .split('\0')
    .filter((line) => line !== '')
  const tree = entries.slice(0, MAX_TREE_ENTRIES).map((line) => {
    const [facts = '', path = ''] = line.split('\t')
    const [mode = '', type = '', entrySha = '', size = ''] = facts.split(/\s+/)
    const url = `${repositoryApiUrl(world)}/git/${type}s/${entrySha}`
    return { path, mode, type, sha: entrySha, ...(type === 'blob' && { size: Number(size) }), url }
  })
  const url = `${repositoryApiUrl(world)}/git/trees/${sha}`
  return { sha, url, tree, truncated: entries.length > MAX_TREE_ENTRIES }
}

function typeOf(world: World, sha: string): string | undefined {
  try {
    return git(world.gitDir, ['cat-file', '-t', sha])
  } catch {
    return undefined
  }
}

export const gitDataHandlers = {
  'git/create-blob': createBlob,
  'git/get-blob': getBlob,
  'git/get-tree': getTree,
  'git/create-tree': createTree,
  'git/create-commit': createCommit,
  'git/get-commit': getCommit,
  'git/get-ref': getRef,
  'git/create-ref': createRef,
  'git/update-ref': updateRef,
} satisfies Record<string, Handler>
