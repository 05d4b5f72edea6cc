import type { Skipped } from '../../src/github/api/answer.ts'
import type { GitHubClient } from '../../src/github/api/client.ts'
import { upsertComment } from '../../src/github/comment/comment.ts'
import { upsertDriftIssue } from '../../src/github/publish/drift-issue.ts'
import { openExportPullRequest } from '../../src/github/publish/export.ts'
import { addComment } from '../github-stub/fixtures.ts'
import { aBody, announce, type Stage } from './setup.ts'

/** The result that a job reports, and the text that GitHub must have if it is true. */
export interface JobReport {
  readonly sentence: string | undefined
  /** `undefined`: the job reports that it changed nothing. */
  readonly expectedText: string | undefined
}

/** A task of a run on GitHub, with its visible results. */
export interface Job {
  readonly name: string
  /** Each request is tested with every n-th fault; default 3. */
  readonly share?: number
  /** It writes to the Git repository behind GitHub; all others share one. */
  readonly commits?: true
  readonly arrange: (stage: Stage) => void
  readonly work: (client: GitHubClient, stage: Stage) => Promise<JobReport>
  /** Our comments, issues and branches on GitHub, one text for each. */
  readonly holds: (stage: Stage) => readonly string[]
}

/** Of somebody else, with words like ours: nobody may touch it. */
const OTHERS = 'Plan of somebody else'

const reported = (result: { readonly kind: string } | Skipped, expectedText: string): JobReport =>
  'sentence' in result ? { sentence: result.sentence, expectedText: undefined } : { sentence: undefined, expectedText }

const comments = ({ github }: Stage): readonly string[] =>
  github.world.comments.map(({ body }) => body.split('\n', 1)[0] ?? '').filter((text) => text !== OTHERS)

const say = (client: GitHubClient, text: string, runId: number) =>
  upsertComment(client, {
    pullRequest: 1,
    render: () => aBody(text, { runId }),
    mode: 'create-or-update',
  })

const issues = ({ github }: Stage): readonly string[] =>
  [...github.world.issues.values()]
    .filter(({ pullRequest }) => pullRequest === undefined)
    .map(({ body }) => body?.split('\n', 1)[0] ?? '')

const drift = (client: GitHubClient) =>
  upsertDriftIssue(client, {
    state: 'drift',
    title: 'Drift: production',
    render: () => aBody('1 flow', { stage: 'drift' }),
  })

export const JOBS: readonly Job[] = [
  {
    name: 'a first comment',
    arrange: ({ github }) => void addComment(github.world, 1, OTHERS, { login: 'mallory', isApp: false }),
    work: async (client) => reported(await say(client, 'Plan', 11), 'Plan'),
    holds: comments,
  },
  {
    name: 'a new text of the comment',
    arrange: ({ github }) => {
      addComment(github.world, 1, OTHERS, { login: 'mallory', isApp: false })
      addComment(github.world, 1, aBody('Old'))
    },
    work: async (client) => reported(await say(client, 'New', 11), 'New'),
    holds: comments,
  },
  {
    name: 'a deployment',
    arrange: () => undefined,
    work: async (client, { git }) => {
      const { end, sentences } = await announce(client, git.sha('main'))
      await end?.({ result: 'deployed', message: '3 flows' })
      const [sentence] = sentences
      return { sentence, expectedText: sentence === undefined ? 'success' : undefined }
    },
    holds: ({ github }) => github.world.deployments.flatMap(({ statuses }) => statuses.at(-1)?.state ?? []),
  },
  {
    name: 'the issue of drift',
    arrange: () => undefined,
    work: async (client) => reported(await drift(client), '1 flow'),
    holds: issues,
  },
  {
    name: 'the pull request of an export',
    share: 9,
    commits: true,
    arrange: () => undefined,
    work: async (client, { git }) => {
      const opened = await openExportPullRequest(client, {
        ...{ parent: git.sha('main'), into: 'main', branch: 'kestra-gitops/export-main' },
        ...{ title: 'Export from Kestra', body: 'One flow.' },
        files: [{ file: 'flows/new.yml', content: Buffer.from('id: new\n') }],
      })
      return reported(opened, 'Export from Kestra')
    },
    holds: ({ github }) =>
      [...github.world.issues.values()].map(({ title }) => title).filter((title) => title === 'Export from Kestra'),
  },
]
