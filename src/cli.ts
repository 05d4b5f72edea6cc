#!/usr/bin/env node
import { describeCheckout } from './command/checkout.ts'
import type { RunLog } from './command/host.ts'
import { endOfRun } from './command/host.ts'
import { unstartedReport } from './command/make-report.ts'
import { exitCodeOf, type Report } from './command/report.ts'
import { runCommand } from './command/run-command.ts'
import { WITHOUT_GITHUB } from './command/run-options.ts'
import { fetchSchema } from './command/schema.ts'
import { makeGate } from './gate/gate.ts'
import { openTerminal } from './gate/terminal.ts'
import { isUserError, messageOf, UserError } from './problem/user-error.ts'
import { renderJson } from './render/render-json.ts'
import { renderTerminal } from './render/render-terminal.ts'
import { helpText, parseFlags } from './settings/command-line.ts'
import { secretsOf } from './settings/connection-settings.ts'
import { checkEnvironment } from './settings/environment.ts'
import { parseSettings, type Settings } from './settings/settings.ts'
import { VERSION } from './version.ts'

const gate = makeGate()
const terminal = openTerminal(gate)

/** The command line: flags → run → terminal. With main.ts the only place that reads argv, the clock and, but for git.ts, process.env. */
const main = async (): Promise<number> => {
  if (Number.parseInt(process.versions.node, 10) < OLDEST_NODE) throw oldNode()
  const { raw, wantsHelp, wantsVersion, wantsSchema } = parseFlags(process.argv.slice(2), process.env)
  if (wantsHelp || wantsVersion) {
    terminal.print(wantsVersion ? `kestra-gitops ${VERSION}` : helpText())
    return 0
  }
  gate.keep(secretsOf(raw))
  const settings = parseSettings(raw)
  checkEnvironment(process.env)
  const log = logOf(settings)
  const host = { signal: endOfRun(onCancel), now: () => performance.now(), keep: gate.keep }
  const checkout = await describeCheckout(process.cwd(), settings)
  if (wantsSchema) {
    terminal.print(await fetchSchema(settings, { directory: checkout.directory, log, host }))
    return 0
  }
  const report = await runCommand({
    ...checkout,
    command: settings.command === 'auto' ? 'plan' : settings.command,
    runName: `command line, ${new Date().toISOString()}`,
    ...WITHOUT_GITHUB,
    log,
    host,
  })
  log.progress('')
  print(report, settings)
  return exitCodeOf(report.result, settings.hasDetailedExitcode)
}

// What the action runs on; dist/ is built and tested for it alone.
const OLDEST_NODE = 24

const oldNode = (): UserError =>
  new UserError(
    'old-node',
    `kestra-gitops needs Node.js ${OLDEST_NODE} or later, and this is ${process.versions.node}. Install a newer one, or run it in the container image node:${OLDEST_NODE}.`,
  )

const print = (report: Report, settings: Settings): void => {
  const privacy = { maskedValues: settings.secrets }
  if (settings.printsJson) terminal.printDocument(renderJson(report, privacy))
  else terminal.print(renderTerminal(report, { ...privacy, color: wantsColor(), width: terminal.columns }))
}

/** https://no-color.org and only on a terminal. */
const wantsColor = (): boolean => terminal.hasColours && (process.env['NO_COLOR'] ?? '') === ''

/** Who reads the document wants nothing else. */
const logOf = ({ printsJson }: Settings): RunLog => (printsJson ? { info: ignore, progress: ignore } : terminal)

const ignore = (): void => {}

const onCancel = (cancel: () => void): void => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, cancel)
}

/** Who asked for a document gets one, also when the flags could not be understood. */
const printFault = (error: unknown): void => {
  const args = process.argv.slice(2)
  if (!isUserError(error)) {
    const stack = error instanceof Error ? error.stack : ''
    terminal.complain(`Unexpected error, please report it: ${messageOf(error)}\n${stack}`)
  } else if (args.includes('--json') && !args.includes('schema')) {
    terminal.printDocument(renderJson(unstartedReport(args, error)))
  } else {
    terminal.complain(error.message)
  }
}

/** Node would print them as they are. */
for (const event of ['unhandledRejection', 'uncaughtException'] as const) {
  process.on(event, (error) => {
    printFault(error)
    process.exit(1)
  })
}

try {
  process.exitCode = await main()
} catch (error) {
  printFault(error)
  process.exitCode = 1
}
