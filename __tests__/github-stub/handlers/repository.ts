import { type Handler, notFound } from '../api.ts'
import { findCommit } from '../git.ts'
import { renderCommit } from '../objects/commit.ts'
import { repositoryApiUrl, repositoryHtmlUrl } from '../objects/issue.ts'
import { renderRepository } from '../objects/repository.ts'
import { renderUser } from '../objects/user.ts'

const get: Handler = (_request, world) => ({ status: 200, body: renderRepository({ ...world, isFork: false }) })

const getBranch: Handler = ({ params }, world) => {
  const name = params['branch'] ?? ''
  const sha = findCommit(world.gitDir, `refs/heads/${name}`)
  if (sha === undefined) throw notFound()
  const api = `${repositoryApiUrl(world)}/branches/${name}`
  return {
    status: 200,
    body: {
      name,
      commit: renderCommit(world, sha),
      _links: { self: api, html: `${repositoryHtmlUrl(world)}/tree/${name}` },
      protected: false,
      protection: { enabled: false },
      protection_url: `${api}/protection`,
    },
  }
}

const getUser: Handler = ({ caller }) => ({
  status: 200,
  body: {
    ...renderUser(caller.actor),
    name: caller.actor.login,
    company: null,
    blog: null,
    location: null,
    email: null,
    hireable: null,
    bio: null,
    public_repos: 1,
    public_gists: 0,
    followers: 0,
    following: 0,
    created_at: '2020-01-01T00:00:00Z',
    updated_at: '2026-01-01T00:00:00Z',
  },
})

export const repositoryHandlers = {
  'repos/get': get,
  'repos/get-branch': getBranch,
  'users/get-authenticated': getUser,
} satisfies Record<string, Handler>
