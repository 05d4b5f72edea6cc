import type { Handler } from '../api.ts'
import { actionHandlers } from './actions.ts'
import { commentHandlers } from './comments.ts'
import { commitHandlers } from './commits.ts'
import { deploymentHandlers } from './deployments.ts'
import { gitDataHandlers } from './git-data.ts'
import { issueHandlers } from './issues.ts'
import { pullHandlers } from './pulls.ts'
import { userHandlers } from './users.ts'

/** What answers each operation of openapi.json, by GitHub's own operation id. */
export const handlers: ReadonlyMap<string, Handler> = new Map(
  Object.entries({
    ...actionHandlers,
    ...commentHandlers,
    ...commitHandlers,
    ...deploymentHandlers,
    ...gitDataHandlers,
    ...issueHandlers,
    ...pullHandlers,
    ...userHandlers,
  }),
)
