/** Which repository calls are about. */
export interface RepositoryName {
  readonly owner: string
  readonly repo: string
}

/**
 * All that this room needs of a GitHub client. Answers are `unknown`: each caller parses what it reads.
 * Calls reject with an error that `readFailure` understands.
 */
export interface GitHubClient {
  /** One REST call; `route` as GitHub's reference writes it, e.g. `GET /repos/{owner}/{repo}/pulls/{pull_number}`. */
  request(route: string, parameters: Readonly<Record<string, unknown>>): Promise<{ readonly data: unknown }>
  /** All pages of a list, 100 entries each. */
  paginate(route: string, parameters: Readonly<Record<string, unknown>>): Promise<readonly unknown[]>
  /** Login of the token's owner if that is a person (`User`) or an App (`Bot`); else `undefined`. Asked for once. */
  viewerLogin(type: 'User' | 'Bot'): Promise<string | undefined>
  /** Requests that left this process so far, repeats included. */
  requestCount(): number
}
