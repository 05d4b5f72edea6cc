import type { Handler } from '../api.ts'
import { renderUser } from '../objects/user.ts'

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

export const userHandlers = {
  'users/get-authenticated': getUser,
} satisfies Record<string, Handler>
