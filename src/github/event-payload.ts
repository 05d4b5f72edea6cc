import * as z from 'zod'

const repository = z.object({ full_name: z.string() }).loose()

/** What is read of a `pull_request` and a `pull_request_target` event. */
export const pullRequestPayload = z.object({
  action: z.string(),
  pull_request: z.object({
    number: z.int(),
    state: z.enum(['open', 'closed']),
    merged: z.boolean().default(false),
    head: z.object({ sha: z.string(), ref: z.string(), repo: repository.nullable() }),
    base: z.object({ sha: z.string(), ref: z.string(), repo: repository }),
  }),
})

/** What is read of a `push` event. */
export const pushPayload = z.object({
  ref: z.string(),
  before: z.string(),
  after: z.string(),
  created: z.boolean().default(false),
  deleted: z.boolean().default(false),
  forced: z.boolean().default(false),
  commits: z.array(z.object({ id: z.string() })).default([]),
})

/** What is read of a `merge_group` event. */
export const mergeGroupPayload = z.object({
  action: z.string(),
  merge_group: z.object({
    head_sha: z.string(),
    head_ref: z.string(),
    base_sha: z.string(),
    base_ref: z.string(),
  }),
})

/** What is read of a `workflow_run` event. */
export const workflowRunPayload = z.object({
  workflow_run: z.object({
    id: z.int(),
    event: z.string(),
    conclusion: z.string().nullable().default(null),
    head_sha: z.string(),
    head_branch: z.string().nullable(),
    // `null` once the fork is deleted.
    head_repository: z.object({ full_name: z.string(), owner: z.object({ login: z.string() }) }).nullable(),
  }),
})

/** What every event that knows its repository tells of it; `schedule` may not. */
export const repositoryPayload = z.object({
  repository: z.object({ private: z.boolean(), default_branch: z.string() }),
})
