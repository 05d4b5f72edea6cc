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
  /** Loads the toolkit, which reads the process environment. It must be the same as `env`. */
  readonly loadToolkit: () => Promise<Toolkit>
}

/**
 * Runs the action from inputs to outputs. It sets default outputs and masks first; then the event decides.
 * Throws `UserError` for mistakes that the user can fix. A run that ends invalid, refused or failed is reported, and fails the step.
 */
export const runAction = async (
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
    { settings: withByHand(settings, decision), runner, core, sanitizer, github, runtime, commands },
    refusal,
  )
}

/** Removes a committed page, which could pass for the page of this run. Errors are reported later, when the page is written. */
const removeStalePage = async (html = '', workspace = ''): Promise<void> => {
  if (html === '' || workspace === '') return
  try {
    await removeStaleDocument({ file: resolve(workspace, html), of: 'html', workspace })
  } catch (error) {
    if (!isUserError(error)) throw error
  }
}

/**
 * Sets `isByHand` for a run that a person started on a deploy branch. It confirms what an automatic run refuses (an older commit, an
 * emptied namespace). Other branches do not count, because their code was not reviewed.
 */
const withByHand = (settings: Settings, decision: EventDecision): Settings =>
  'context' in decision && decision.context.event === 'workflow_dispatch' && decision.context.isDeployBranch
    ? { ...settings, policy: { ...settings.policy, isByHand: true } }
    : settings

/** Decisions that publish no report. For these, a refusal of the settings fails the step. */
const HAS_NO_RESULT = new Set<EventDecision['kind']>(['nothing', 'mark-closed', 'post-artifact', 'remove-previews'])

/** Executes a decision. A refusal of the settings is published in place of the result, so that no old comment stays. */
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
