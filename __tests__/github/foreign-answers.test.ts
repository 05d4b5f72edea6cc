import { describe, expect, it } from 'vitest'
import { isUserError } from '../../src/finding/user-error.ts'
import { attempt } from '../../src/github/api/answer.ts'
import { openApiTree } from '../../src/github/api/api-tree.ts'
import type { GitHubClient } from '../../src/github/api/client.ts'
import { askAncestry, fetchLandedCommits } from '../../src/github/api/commits.ts'
import { isMerged } from '../../src/github/api/pull-requests.ts'
import { upsertComment } from '../../src/github/comment/comment.ts'
import { upsertSharedComment } from '../../src/github/comment/group-comment.ts'
import { explainDifferences, fetchMergedPullRequests } from '../../src/github/comment/merged-pull-requests.ts'
import { markClosed } from '../../src/github/comment/post-comment.ts'
import { upsertDriftIssue } from '../../src/github/publish/drift-issue.ts'
import { openExportPullRequest } from '../../src/github/publish/export.ts'
import { findBaseCommit } from '../../src/github/run/base-commit.ts'
import type { ApprovedPlanCheck } from '../../src/plan/approved-plan.ts'
import type { Difference } from '../../src/plan/plan-difference.ts'
import { aSection, composed } from '../render/group/factories.ts'
import { bareClient } from './bare-client.ts'
import { aBody, announce } from './setup.ts'

const SHA = 'a'.repeat(40)
const TIP = 'b'.repeat(40)
const PULL = { pullRequest: 1 } as const
const render = () => aBody('Plan')

/** All that reads an answer, and what it may make of one that nobody documents. */
const READERS: Readonly<Record<string, (client: GitHubClient) => Promise<unknown>>> = {
  comment: (client) => upsertComment(client, { ...PULL, render, mode: 'create-or-update' }),
  'closed pull request': (client) => markClosed(client, { ...PULL, key: 'production', runId: 1, runAttempt: 1 }),
  'shared comment': (client) =>
    upsertSharedComment(client, {
      ...{ ...PULL, key: 'g1', target: '0000a', runId: 1, signal: new AbortController().signal },
      ...{ sectionFor: () => aSection('0000a'), compose: (sections) => (budget) => composed(sections, { budget }) },
      pause: async () => undefined,
    }),
  deployment: (client) =>
    announce(client, SHA).then(({ end, sentences: [sentence = ''] }) => ({
      kind: end === undefined && sentence.includes('GitHub answered') ? 'failed' : 'told otherwise',
    })),
  'issue of drift': (client) => upsertDriftIssue(client, { state: 'drift', title: 'Drift', render }),
  export: (client) =>
    openExportPullRequest(client, {
      ...{ parent: SHA, into: 'main', branch: 'export', title: 'x', body: 'x' },
      files: [{ file: 'a.yml', content: Buffer.from('id: a') }],
    }),
  'base commit': (client) =>
    findBaseCommit({
      ...{ client, git: () => Promise.reject(new Error('no git')) },
      source: { from: 'merge-commit', mergeSha: TIP, headSha: TIP, baseSha: SHA },
    }),
  'its files': (client) =>
    openApiTree(client, SHA, { paths: [], read: () => Promise.reject() }).catch((error: unknown) => ({
      kind: isUserError(error) && error.reason === 'base-not-readable' ? 'failed' : error,
    })),
  ancestry: (client) => askAncestry(client, SHA, TIP),
  'landed commits': (client) => fetchLandedCommits(client, SHA, TIP),
  merged: (client) => isMerged(client, 1),
  'merged pull requests': (client) =>
    attempt({
      loss: 'x',
      permission: 'x',
      work: () =>
        fetchMergedPullRequests(client, {
          ...{ branch: 'main', tip: TIP, pushed: [TIP], before: SHA, since: SHA },
        }),
    }),
}

const ODD = [{}, [], [{}], [null], { message: 'ok' }, { user: null, id: '1', sha: 'main', commits: [] }]
const NOTHING = /^(?:failed|unknown|none)$/

describe.each(Object.entries(READERS))('an answer that GitHub does not document, to what reads %s', (name, read) => {
  it.each(ODD)('is no answer: %j', async (data) => {
    const result = await read(bareClient(() => ({ data })))
    if (typeof result === 'object' && result !== null && 'kind' in result) expect(result.kind).toMatch(NOTHING)
    else if (name === 'merged') expect(result).toBe(true)
    else if (name === 'merged pull requests') expect(result).toEqual({ pullRequests: [], left: 0 })
    else expect(result).toBe(undefined)
  })
})

it.each(ODD)(
  'of the files of a pull request, an answer that GitHub does not document explains nothing: %j',
  async (data) => {
    const range = { status: 'ahead', merge_base_commit: { sha: SHA }, commits: [{ sha: TIP, parents: [{ sha: SHA }] }] }
    const merged = [{ number: 2, merged_at: '2026-11-22T00:00:00Z', base: { ref: 'main' } }]
    const answers = [
      { of: /\/compare\//, data: range },
      { of: /\/commits\/.*\/pulls$/, data: merged },
      { of: /\/files$/, data },
    ]
    const client = bareClient(({ path }) => ({ data: answers.find(({ of }) => of.test(path))?.data }))
    const approvedPlan = { plan: { kind: 'each', resources: [] }, salt: '', isOffline: false, base: SHA } as const
    const difference: Difference = {
      ...{ resource: { kind: 'flow', namespace: 'company', name: 'daily' }, file: 'daily.yml' },
      ...{ cause: 'later-merge', pullRequests: [] },
    }
    const check: ApprovedPlanCheck = {
      ...{ pullRequest: 9, missing: undefined, kept: new Set(), others: [] },
      differs: [difference],
    }
    const where = { github: client, branch: 'main', tip: TIP }
    const [explained] = await explainDifferences([check], [{ number: 9, isOfPush: true, approvedPlan }], where)
    expect(explained?.differs).toEqual([difference])
  },
)
