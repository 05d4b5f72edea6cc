import { GITHUB_TARGETS } from './github-targets.ts'
import { SERVER_TARGETS } from './server-targets.ts'
import type { Target } from './target.ts'
import { TREE_TARGETS } from './tree-targets.ts'

/** Every reader of foreign bytes: of the repository, of the server, of GitHub and of whoever starts a run. */
export const TARGETS: readonly Target[] = [...TREE_TARGETS, ...SERVER_TARGETS, ...GITHUB_TARGETS]
