import * as actionsCore from '@actions/core'
import { context, defaults, getOctokitOptions } from '@actions/github/lib/utils'
import { findPreviews } from '../../src/commands/find-previews.ts'
import { runCommand } from '../../src/commands/run-command.ts'
import { createGitHub, type GitHubClient, type Toolkit } from '../../src/github/api/client.ts'
import { decideEvent } from '../../src/github/event/event.ts'
import { announceDeployment } from '../../src/github/run/run-for-event.ts'
import { makeSanitizer } from '../../src/output/output-sanitizer.ts'
import { openRunner } from '../../src/output/runner.ts'
import { type MarkerPayload, renderMarker } from '../../src/render/marker.ts'
import { parseSettings } from '../../src/settings/settings.ts'
import { addPullRequest } from '../github-stub/fixtures.ts'
import { type GitHub, type GitHubOptions, startGitHub, WORKFLOW_TOKEN } from '../github-stub/start-github.ts'
import { createGitRepository, type GitRepository } from '../support/git-repository.ts'

export const REPOSITORY = { owner: 'acme', repo: 'flows' } as const

export interface Stage extends AsyncDisposable {
  readonly github: GitHub
  readonly git: GitRepository
}

/** A GitHub with the pull request #1 of branch `change`, on a git repository that tests share. */
export const aStage = (options: Partial<GitHubOptions> = {}): Promise<Stage> => {
  shared ??= aRepository()
  return onStage(shared, { options, end: () => {} })
}

/** The same with a git repository of its own, for tests that commit. */
export const aStageWithGit = (options: Partial<GitHubOptions> = {}): Promise<Stage> => {
  const git = aRepository()
  return onStage(git, { options, end: () => git[Symbol.dispose]() })
}

let shared: GitRepository | undefined
// Files of one worker share it as well.
process.once('exit', () => shared?.[Symbol.dispose]())

const aRepository = (): GitRepository => {
  const git = createGitRepository({ files: { 'flows/daily.yml': 'id: daily\n' } })
  git.branch('change')
  git.commit({ 'flows/daily.yml': 'id: daily\nnamespace: company\n' })
  git.branch('main')
  return git
}

interface Ending {
  readonly options: Partial<GitHubOptions>
  readonly end: () => void
}

const onStage = async (git: GitRepository, { options, end }: Ending): Promise<Stage> => {
  const github = await startGitHub({ repository: 'acme/flows', gitDir: git.dir, ...options })
  addPullRequest(github.world, { head: 'change' })
  return {
    github,
    git,
    async [Symbol.asyncDispose]() {
      await github.stop()
      end()
    },
  }
}

type Job = () => Promise<unknown>
const UNPACED = { key: () => ({ schedule: (_options: unknown, job: Job) => job() }) }

const Context = context.constructor as new () => typeof context

/** `@actions/github` as it is when it is loaded with these variables; the way through a proxy stays that of the tests. */
export const toolkitOf = (env: Readonly<Record<string, string | undefined>> = {}): Toolkit => {
  const before = process.env
  process.env = { ...env }
  try {
    return { context: new Context(), defaults, getOctokitOptions }
  } finally {
    process.env = before
  }
}

/** A client as the action makes it, but that its waits take milliseconds and its writes need not be a second apart. */
export const aClient = (
  github: Pick<GitHub, 'url'>,
  { token = WORKFLOW_TOKEN, onWait = (_: string) => {}, answerSecondMs = 1000, sanitizer = makeSanitizer() } = {},
) =>
  createGitHub({
    toolkit: toolkitOf(),
    sanitizer,
    token,
    apiUrl: github.url,
    repository: 'acme/flows',
    userAgent: 'kestra-gitops/test',
    onWait,
    secondMs: 1,
    answerSecondMs,
    queues: { write: UNPACED, notifications: UNPACED },
  })

export const aMarker = (overrides: Partial<MarkerPayload> = {}): MarkerPayload => ({
  key: 'production',
  runId: 10,
  runAttempt: 1,
  stage: 'planned',
  ...overrides,
})

/** Text, footer and marker, as `markedBody` of render/render-comment.ts puts them together. */
export const aBody = (text: string, marker: Partial<MarkerPayload> = {}): string =>
  [text, `<sub>run ${marker.runId ?? 10}</sub>`, renderMarker(aMarker(marker))].join('\n\n')

/** Announces a deployment of a commit; `sentences`: what the log says of it. */
export const announce = async (github: GitHubClient, shownSha: string) => {
  const sentences: string[] = []
  const settings = parseSettings({ environment: 'production', server: 'https://kestra.example.com' })
  const decision = decideEvent({
    ...{ ...settings, command: 'deploy', eventName: 'workflow_dispatch', payload: {}, actor: 'ada' },
    ...{ sha: shownSha, ref: 'refs/heads/main', repository: 'acme/flows', serverUrl: 'https://github.com' },
    ...{ runId: 777, runAttempt: 1 },
  })
  if (!('context' in decision)) throw new Error('no run')
  const run = { ...decision.context.run, url: 'https://github.com/acme/flows/actions/runs/777' }
  const sanitizer = makeSanitizer()
  const core = openRunner(sanitizer, { ...actionsCore, info: (sentence) => void sentences.push(sentence) })
  const end = await announceDeployment({ context: { ...decision.context, run }, settings, core, github, sanitizer })
  return { end, sentences }
}

/** As main.ts hands them in. */
export const COMMANDS = { run: runCommand, findPreviews }
