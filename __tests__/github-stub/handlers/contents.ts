import { ApiError, type ApiRequest, type Handler, notFound } from '../api.ts'
import { git, gitBytes } from '../git.ts'
import { repositoryApiUrl, repositoryHtmlUrl } from '../objects/issue.ts'
import type { World } from '../world.ts'
import { resolveRef } from './commits.ts'

// https://docs.github.com/rest/repos/contents#get-repository-content: up to 1 MB inline, up to 100 MB raw, 1,000 files a folder
const MAX_INLINE_BYTES = 1024 * 1024
const MAX_RAW_BYTES = 100 * 1024 * 1024
const MAX_FOLDER_ENTRIES = 1000

interface Entry {
  readonly kind: string
  readonly sha: string
  readonly size: number
  readonly path: string
}

const get: Handler = (request, world) => {
  const path = (request.params['path'] ?? '').replace(/^\/+|\/+$/g, '')
  const ref = request.query.get('ref') ?? world.defaultBranch
  const commit = resolveRef(world, ref)
  if (commit === undefined) throw new ApiError(404, `No commit found for the ref ${ref}`)
  const [entry] = readEntries(world, [commit, '--', path])
  if (entry === undefined) throw notFound()
  if (entry.kind === 'tree') {
    const entries = readEntries(world, [commit, '--', `${path}/`]).slice(0, MAX_FOLDER_ENTRIES)
    return { status: 200, body: entries.map((child) => renderEntry(world, ref, child)) }
  }
  return fileReply(request, world, { ...entry, ref })
}

function fileReply(request: ApiRequest, world: World, entry: Entry & { readonly ref: string }) {
  if (entry.size > MAX_RAW_BYTES) {
    throw new ApiError(403, 'This API returns blobs up to 100 MB in size.')
  }
  const bytes = gitBytes(world.gitDir, ['cat-file', 'blob', entry.sha])
  if (request.accept.includes('raw')) return { status: 200, body: bytes }
  const isInline = entry.size <= MAX_INLINE_BYTES
  return {
    status: 200,
    body: {
      ...renderEntry(world, entry.ref, entry),
      // GitHub breaks the base64 after 60 characters.
      content: isInline ? bytes.toString('base64').replace(/.{1,60}/g, '$&\n') : '',
      encoding: isInline ? 'base64' : 'none',
    },
  }
}

function readEntries(world: World, args: readonly string[]): readonly Entry[] {
  const listed = git(world.gitDir, ['ls-tree', '-z', '--long', ...args])
  return listed
    .split('\0')
    .filter((line) => line !== '')
    .map((line) => {
      const [facts = '', path = ''] = line.split('\t')
      const [, kind = '', sha = '', size = ''] = facts.split(/\s+/)
      return { kind, sha, size: Number(size) || 0, path }
    })
}

function renderEntry(world: World, ref: string, { kind, sha, size, path }: Entry) {
  const encoded = path.split('/').map(encodeURIComponent).join('/')
  const url = `${repositoryApiUrl(world)}/contents/${encoded}?ref=${encodeURIComponent(ref)}`
  const gitUrl = `${repositoryApiUrl(world)}/git/${kind === 'tree' ? 'trees' : 'blobs'}/${sha}`
  const html = `${repositoryHtmlUrl(world)}/${kind === 'tree' ? 'tree' : 'blob'}/${encodeURIComponent(ref)}/${encoded}`
  return {
    name: path.split('/').at(-1) ?? path,
    path,
    sha,
    size,
    type: kind === 'tree' ? 'dir' : 'file',
    url,
    html_url: html,
    git_url: gitUrl,
    download_url: kind === 'tree' ? null : html.replace('/blob/', '/raw/'),
    _links: { self: url, git: gitUrl, html },
  }
}

export const contentsHandlers = { 'repos/get-content': get } satisfies Record<string, Handler>
