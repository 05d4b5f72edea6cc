import { resolve } from 'node:path'
import { isUserError, UserError } from '../../finding/user-error.ts'
import { type OutputSanitizer, removeStaleDocument } from '../../output/output-sanitizer.ts'
import type { ActionsToolkit } from '../../output/runner.ts'
import type { Command } from '../../settings/commands.ts'
import { checkEnvironment } from '../../settings/environment.ts'
import { secretsOf } from '../../settings/secret-values.ts'
import { readSettings, type Settings } from '../../settings/settings.ts'
import type { Runtime } from '../../state/run-options.ts'
import { VERSION } from '../../version.ts'
import { createGitHub, type Toolkit } from '../api/client.ts'
import { publishClosed } from '../comment/post-comment.ts'
import { decideEvent } from '../event/event.ts'
import type { EventDecision } from '../event/event-decision.ts'
import type { Commands, Job } from '../job/job.ts'
import { checkRunner, foreignInputsOf, inputsOf, readRunner } from '../job/runner.ts'
import { setOutputs } from '../publish/outputs.ts'
import { postArtifact } from './post-artifact.ts'
import { removePreviews, runPreview } from './preview.ts'
import { publishFailure, runForEvent } from './run-for-event.ts'

interface ActionContext {
  readonly sanitizer: OutputSanitizer
  readonly core: ActionsToolkit
  readonly runtime: Runtime
  readonly commands: Commands
  /** Of the environment that `env` holds. */
  readonly loadToolkit: () => Promise<Toolkit>
}

/**
 * The action from inputs to outputs. Default outputs and masks come first; then the event decides. Throws `UserError`
 * for what the user can mend; a run that ends invalid, refused or failed is told and fails the step.
 */
export const act = async (
  env: Readonly<Record<string, string | undefined>>,
  { sanitizer, core, runtime, commands, loadToolkit }: ActionContext,
): Promise<void> => {
  setOutputs(core)
  const raw = inputsOf(env)
  const secrets = secretsOf(raw, env)
  sanitizer.addSecrets(secrets)
  for (const secret of secrets) core.setSecret(secret)
  await removeStalePage(raw.html, env['GITHUB_WORKSPACE'])
  checkEnvironment(env)
  checkRunner(env)
  const toolkit = await loadToolkit()
  const runner = readRunner(env, toolkit)
  const { settings, refusal } = readSettings(raw, foreignInputsOf(env))
  const github =
    settings.githubToken === undefined
      ? undefined
      : createGitHub({
          toolkit,
          token: settings.githubToken,
          apiUrl: runner.apiUrl,
          repository: runner.repository,
          userAgent: `kestra-gitops/${VERSION}`,
          onWait: (sentence) => core.info(sentence),
          sanitizer,
        })
  const decision = decideEvent({ ...settings, ...runner })
  await carryOut(
    decision,
    { settings: byHand(settings, decision), runner, core, sanitizer, github, runtime, commands },
    refusal,
  )
}

/** A page that a commit brings must not pass for the one of this run. The step that writes the page reports why it cannot. */
const removeStalePage = async (html = '', workspace = ''): Promise<void> => {
  if (html === '' || workspace === '') return
  try {
    await removeStaleDocument({ file: resolve(workspace, html), of: 'html', workspace })
  } catch (error) {
    if (!isUserError(error)) throw error
  }
}

/**
 * A person who starts the workflow on a deploy branch confirms what an automatic run refuses (an older commit, an emptied
 * namespace). Whoever may start it on a branch of their own has not been reviewed.
 */
const byHand = (settings: Settings, decision: EventDecision): Settings =>
  'context' in decision && decision.context.event === 'workflow_dispatch' && decision.context.isDeployBranch
    ? { ...settings, policy: { ...settings.policy, isByHand: true } }
    : settings

/** What tells no result of a run: there a refusal of the settings is an error of the step. */
const HAS_NO_RESULT = new Set<EventDecision['kind']>(['nothing', 'mark-closed', 'post-artifact', 'remove-previews'])

/** A refusal of the settings is told where the run would have told its result: an old comment must not outlive it. */
const carryOut = async (
  decision: EventDecision,
  shared: Omit<Job, 'context'>,
  refusal: UserError | undefined,
): Promise<void> => {
  if (decision.kind === 'error') throw new UserError('unknown-event', decision.message)
  if (refusal !== undefined && HAS_NO_RESULT.has(decision.kind)) throw refusal
  if (decision.kind === 'nothing') {
    if (decision.isNotice === true) shared.core.notice(decision.sentence, {})
    else shared.core.info(decision.sentence)
    return
  }
  const job = { ...shared, context: decision.context }
  switch (decision.kind) {
    case 'mark-closed':
      return publishClosed(decision.pullRequest, job)
    case 'post-artifact':
      return postArtifact(decision.triggeringRun, job)
    case 'preview':
      return runPreview(decision, job, refusal)
    case 'remove-previews':
      return removePreviews(job)
    default:
      return refusal === undefined
        ? runForEvent(decision.kind satisfies Command, job)
        : publishFailure(refusal, decision.kind, job)
  }
}
