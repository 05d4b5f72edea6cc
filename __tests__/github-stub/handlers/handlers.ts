import type { Handler } from '../api.ts'
import { commentHandlers } from './comments.ts'
import { commitHandlers } from './commits.ts'
import { contentsHandlers } from './contents.ts'
import { deploymentHandlers } from './deployments.ts'
import { gitDataHandlers } from './git-data.ts'
import { issueHandlers } from './issues.ts'
import { pullHandlers } from './pulls.ts'
import { repositoryHandlers } from './repository.ts'

/** What answers each operation of openapi.json, by GitHub's own operation id. */
export const handlers: ReadonlyMap<string, Handler> = new Map(
  Object.entries({
    ...commentHandlers,
    ...commitHandlers,
    ...contentsHandlers,
    ...deploymentHandlers,
    ...gitDataHandlers,
    ...issueHandlers,
    ...pullHandlers,
    ...repositoryHandlers,
  }),
)
