import { isUserError } from '../../src/finding/user-error.ts'
import { decideEvent } from '../../src/github/event/event.ts'
import { reportOfArtifact } from '../../src/github/run/post-artifact.ts'
import { decodeDigests } from '../../src/plan/plan-digests.ts'
import { machineContract } from '../../src/render/machine-contract.ts'
import { parseMarker, renderMarker } from '../../src/render/marker.ts'
import { renderComment } from '../../src/render/render-comment.ts'
import { renderJson } from '../../src/render/render-json.ts'
import { parseFlags } from '../../src/settings/cli/command-line.ts'
import { parseSettings } from '../../src/settings/settings.ts'
import { parseJson } from '../../src/text/json.ts'
import { pullRequestEvent, pushEvent, workflowRunEvent } from '../github-stub/events.ts'
import { aCreate, aDeletion, aPlan, aPlannedResource, aProblem, aReport, commentOptions } from '../render/factories.ts'
import { bytesOf, must, type Target, textOf } from './target.ts'

const MARKER_START = '<!-- kestra-gitops:v1:'
const PAYLOAD = { key: 'k1', runId: 7, runAttempt: 1, stage: 'planned' } as const
const COMMENTS = [
  renderMarker(PAYLOAD),
  renderMarker({
    ...PAYLOAD,
    approvedPlan: { runId: 7, commit: 'a'.repeat(40), base: undefined, isOffline: false, digests: 'AAAA' },
  }),
].map((line) => bytesOf(`### Plan\n\ntext\n\n${line}\n`))

const readComment = (bytes: Uint8Array): void => {
  const marker = parseMarker(textOf(bytes))
  if (marker?.approvedPlan !== undefined) decodeDigests(marker.approvedPlan.digests)
  decodeDigests(textOf(bytes))
}

const REPORT = aReport({
  plan: aPlan({ resources: [aPlannedResource(), aCreate(), aDeletion()], problems: [aProblem()] }),
})

const MOST_CHARACTERS = 65_536

const readPlanJson = (bytes: Uint8Array): void => {
  const parsed = machineContract.safeParse(parseJson(textOf(bytes)))
  if (!parsed.success) return
  const body = renderComment(reportOfArtifact(parsed.data, 'a'.repeat(40)), commentOptions())
  must(body.length <= MOST_CHARACTERS, 'a comment fits')
  must(body.indexOf(MARKER_START) === body.lastIndexOf(MARKER_START), 'a comment has one marker, which is ours')
}

const ENV = {
  sha: '1'.repeat(40),
  ref: 'refs/heads/main',
  repository: 'acme/flows',
  actor: 'ada',
  runId: 777,
  runAttempt: 1,
  serverUrl: 'https://github.com',
}
const [HEAD, BASE] = ['2'.repeat(40), '3'.repeat(40)] as const
const EVENTS = [
  pullRequestEvent({ headSha: HEAD, baseSha: BASE, mergeSha: ENV.sha }),
  pushEvent({ before: BASE, after: ENV.sha, pushed: [HEAD] }),
  workflowRunEvent({ sha: ENV.sha, headSha: HEAD, head: 'change', fork: 'mallory/flows' }),
]
const NAMES = [
  'pull_request',
  'pull_request_target',
  'push',
  'merge_group',
  'workflow_run',
  'workflow_dispatch',
  'schedule',
  'x',
]

const readEvent = (bytes: Uint8Array): void => {
  const payload = parseJson(textOf(bytes))
  for (const name of NAMES) {
    decideEvent({
      ...{ ...ENV, eventName: name, payload },
      command: 'auto',
      isDryRun: false,
      isForPreviews: false,
      deployBranches: [],
    })
  }
}

const ARGUMENTS = [
  'plan --root flows --server https://kestra.test --namespace-map dev=>prod --when-missing delete',
  '--on-drift keep',
]

/** Words of a command line, and the value of every setting. */
const readArguments = (bytes: Uint8Array): void => {
  const text = textOf(bytes)
  for (const read of [
    () => parseFlags(text.split(' '), {}),
    () =>
      parseSettings({
        server: text,
        header: text,
        'namespace-map': text,
        namespaces: text,
        exclude: text,
        'on-drift': text,
        'max-deletes': text,
      }),
  ]) {
    try {
      read()
    } catch (error) {
      if (!isUserError(error)) throw error
    }
  }
}

export const GITHUB_TARGETS: readonly Target[] = [
  { name: 'comment', seeds: COMMENTS, read: readComment },
  { name: 'plan.json', seeds: [bytesOf(renderJson(REPORT))], read: readPlanJson },
  { name: 'event', seeds: EVENTS.map(({ payload }) => bytesOf(JSON.stringify(payload))), read: readEvent },
  { name: 'arguments', seeds: ARGUMENTS.map(bytesOf), read: readArguments },
]
