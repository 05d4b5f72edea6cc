import { startFreshness } from '../command/freshness.ts'
import type { Command } from '../command/report.ts'
import { UserError } from '../problem/user-error.ts'
import { parseSettings } from '../settings/parse-settings.ts'
import type { Settings } from '../settings/settings.ts'
import { VERSION } from '../version.ts'
import type { Acting } from './acting.ts'
import { runCommand } from './command-of-event.ts'
import { readEvent } from './event.ts'
import type { EventContext, EventDecision } from './event-decision.ts'
import { markClosed } from './mark-closed.ts'
import { maskCore } from './mask-core.ts'
import { createGitHub } from './octokit.ts'
import { setDefaultOutputs } from './outputs.ts'
import { postArtifact } from './post-artifact.ts'
import { type Runner, readInputs, readRunner } from './runner.ts'
import type { Core } from './sinks.ts'
import { targetKey } from './target-key.ts'

/**
 * The action from inputs to outputs. Default outputs and masks come first; then the event decides. Throws `UserError`
 * for what the user can mend; a run that ends invalid, refused or failed is told and fails the step.
 */
export const act = async (
  env: Readonly<Record<string, string | undefined>>,
  unmasked: Core,
  { signal, now }: { readonly signal: AbortSignal; readonly now: () => number },
): Promise<void> => {
  setDefaultOutputs(unmasked)
  const runner = readRunner(env)
  const parsed = parseSettings(readInputs(env))
  for (const secret of parsed.secrets) unmasked.setSecret(secret)
  const core = maskCore(unmasked, parsed.secrets)
  const settings = byHandOnDispatch(parsed, runner)
  const github =
    settings.githubToken === undefined
      ? undefined
      : createGitHub({
          token: settings.githubToken,
          apiUrl: runner.apiUrl,
          userAgent: `kestra-gitops/${VERSION}`,
          onWait: (sentence) => core.info(sentence),
        })
  const decision = readEvent({
    name: runner.eventName,
    payload: runner.payload,
    env: runner,
    command: settings.command,
    isDryRun: settings.isDryRun,
  })
  await carryOut(decision, { settings, runner, core, github, signal, isFresh: startFreshness(now) })
}

/** A person who starts the workflow confirms what an automatic run refuses (an older commit, an emptied namespace). */
const byHandOnDispatch = (settings: Settings, { eventName }: Runner): Settings =>
  eventName === 'workflow_dispatch' ? { ...settings, policy: { ...settings.policy, isByHand: true } } : settings

const carryOut = (decision: EventDecision, acting: Acting): Promise<void> => {
  switch (decision.kind) {
    case 'nothing':
      acting.core.info(decision.sentence)
      return Promise.resolve()
    case 'error':
      throw new UserError('unknown-event', decision.message)
    case 'mark-closed':
      return close(decision.pullRequest, decision.context, acting)
    case 'post-artifact':
      return postArtifact(decision, acting)
    default:
      return runCommand(decision.kind satisfies Command, decision.context, acting)
  }
}

const close = async (pullRequest: number, context: EventContext, { settings, core, github }: Acting): Promise<void> => {
  if (github === undefined || !settings.comments) return
  const { repository, run } = context
  const marked = await markClosed(github, {
    repository,
    pullRequest,
    key: targetKey(settings),
    runId: run.id,
    runAttempt: run.attempt,
  })
  core.info(
    'sentence' in marked
      ? marked.sentence
      : `Pull request #${pullRequest} was closed without merging: nothing is deployed.`,
  )
}
