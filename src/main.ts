import { findPreviews } from './commands/find-previews.ts'
import { runCommand } from './commands/run-command.ts'
import { isUserError, messageOf } from './finding/user-error.ts'
import { runAction } from './github/run/run-action.ts'
import { makeSanitizer } from './output/output-sanitizer.ts'
import { openRunner } from './output/runner.ts'
import { hideQuoted } from './secrets/hide-secrets.ts'
import { endOfRun, onLostErrors, onSignals } from './state/run-options.ts'

/** The action. Only this file and cli.ts read the clock; only they and git.ts read process.env. */
const sanitizer = makeSanitizer()
const core = openRunner(sanitizer)

/** Hides secrets in errors, which may quote anything that was read. */
const hide = hideQuoted([])

const fail = (error: unknown): void => {
  if (isUserError(error)) {
    core.setOutput('reason', error.reason)
    core.setFailed(hide(error.message))
    return
  }
  core.setFailed(hide(`Unexpected error, please report it: ${messageOf(error)}`))
  if (error instanceof Error) core.debug(hide(error.stack ?? ''))
}

onLostErrors(fail)

try {
  await runAction(process.env, {
    sanitizer,
    core,
    // Loaded only after the checks of environment and event file (docs/internals/facts/github.md, "The toolkit").
    loadToolkit: () => import('@actions/github/lib/utils'),
    runtime: {
      signal: endOfRun(onSignals),
      now: () => performance.now(),
      cacheFolder: process.env['RUNNER_TOOL_CACHE'] || undefined,
    },
    commands: { run: runCommand, findPreviews },
  })
} catch (error) {
  fail(error)
}
