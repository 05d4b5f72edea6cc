import { findPreviews } from './commands/find-previews.ts'
import { runCommand } from './commands/run-command.ts'
import { isUserError, messageOf } from './finding/user-error.ts'
import { act } from './github/run/run-action.ts'
import { makeSanitizer } from './output/output-sanitizer.ts'
import { openRunner } from './output/runner.ts'
import { hideQuoted } from './secrets/hide-secrets.ts'
import { endOfRun, onLostErrors, onSignals } from './state/run-options.ts'

/** The action. With cli.ts the only place that reads the clock and, but for git.ts, process.env. */
const sanitizer = makeSanitizer()
const core = openRunner(sanitizer)

/** What went wrong may quote anything that was read. */
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
  await act(process.env, {
    sanitizer,
    core,
    // docs/internals/facts/github.md, "The toolkit": not before environment and event file were looked at.
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
