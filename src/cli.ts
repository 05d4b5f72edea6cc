import type { CommandOptions } from './commands/command-options.ts'
import { doctor } from './commands/doctor.ts'
import { runCommand } from './commands/run-command.ts'
import { fetchSchema } from './commands/schema.ts'
import { upgrade } from './commands/upgrade.ts'
import { isUserError, messageOf, UserError } from './finding/user-error.ts'
import { makeSanitizer, removeStaleDocument, writeDocument } from './output/output-sanitizer.ts'
import { logOn, openTerminal } from './output/terminal.ts'
import { stageOf } from './render/answer.ts'
import { renderHtml } from './render/html/render-html.ts'
import { uiOf } from './render/links.ts'
import { renderComment } from './render/render-comment.ts'
import { renderFormat, SYNTAX } from './render/render-format.ts'
import { renderJson } from './render/render-json.ts'
import { renderDiagnosis, renderTerminal } from './render/render-terminal.ts'
import { renderUpgrade, renderUpgradeJson } from './render/render-upgrade.ts'
import { makePaint } from './render/terminal/style.ts'
import { deployQuestion } from './report/deploy-question.ts'
import { unstartedReport } from './report/failed-report.ts'
import { exitCodeOf, type Report } from './report/report.ts'
import { runOnEveryChange } from './repository/watch.ts'
import { hideQuoted } from './secrets/hide-secrets.ts'
import { asksForJson, type CommandLine, earlyPathsOf, parseFlags } from './settings/cli/command-line.ts'
import { completionScript } from './settings/cli/completion.ts'
import { helpText } from './settings/cli/help.ts'
import type { Command } from './settings/commands.ts'
import { checkEnvironment, checkNode, wantsColors } from './settings/environment.ts'
import { secretsOf } from './settings/secret-values.ts'
import { parseSettings, type Settings } from './settings/settings.ts'
import { describeCheckout, folderToEnter, topOf } from './state/git/checkout.ts'
import { endOfRun, LOCAL_RUN, onLostErrors, onSignals, type RunLog, type RunOptions } from './state/run-options.ts'
import { upgradeExitCode } from './upgrade/upgrade-report.ts'
import { VERSION } from './version.ts'

const sanitizer = makeSanitizer()
const terminal = openTerminal(sanitizer)

/** The command line: parses flags, runs the command, prints to the terminal. Only this file and main.ts read argv, the clock and the environment. */
const main = async (): Promise<number> => {
  checkNode(process.versions.node)
  await prepareFolder()
  const { raw, commandLine } = parseFlags(process.argv.slice(2), process.env)
  const text = staticText(commandLine)
  if (text !== undefined) {
    terminal.print(text)
    return 0
  }
  sanitizer.addSecrets(secretsOf(raw, process.env))
  const settings = watchable(parseSettings(raw))
  checkEnvironment(process.env)
  const cacheFolder = process.env['RUNNER_TOOL_CACHE'] || undefined
  const runtime = { signal: endOfRun(onSignals), now: () => performance.now(), cacheFolder }
  const checkout = await describeCheckout(process.cwd(), settings)
  if (commandLine.kind === 'run' && settings.isWatching)
    return await runOnEveryChange(() => runOnce(runOf(checkout, runtime)), {
      folder: checkout.directory,
      signal: runtime.signal,
      announce: terminal.info,
    })
  const run = runOf(checkout, runtime)
  if (commandLine.kind === 'schema') {
    terminal.print(await fetchSchema(run))
    return 0
  }
  if (commandLine.kind === 'upgrade') return await upgradeFiles(run, commandLine.paths)
  return commandLine.kind === 'doctor' ? await diagnose(run) : await runOnce(run)
}

const runOf = (
  checkout: Awaited<ReturnType<typeof describeCheckout>>,
  runtime: RunOptions['runtime'],
): CommandOptions => {
  const { settings } = checkout
  const runName = `command line, ${new Date().toISOString()}`
  const command = commandOf(settings)
  // With a base, the tree is a proposed change that is not merged, unless the command deploys it.
  const trustedConfig = settings.base === undefined || command === 'deploy' ? 'tree' : 'base'
  return {
    ...checkout,
    command,
    trustedConfig,
    runName,
    ...LOCAL_RUN,
    confirmDeploy: confirmOn(settings, runtime),
    log: logOf(settings),
    runtime,
  }
}

const runOnce = async (run: CommandOptions): Promise<number> => {
  const report = await runCommand(run)
  print(report, run.settings)
  await writeFiles(report, run)
  return exitCodeOf(report.result, run.settings.hasDetailedExitcode)
}

/** With `--watch`, the default base is HEAD, so that uncommitted changes count. */
const watchable = (settings: Settings): Settings =>
  settings.isWatching && settings.base === undefined ? { ...settings, base: 'HEAD' } : settings

const diagnose = async (run: RunOptions): Promise<number> => {
  const diagnosis = await doctor(run, Date.now)
  const style = { paint: makePaint(wantsColors(process.env, terminal.hasColours)), width: terminal.columns }
  terminal.print(renderDiagnosis(diagnosis, style))
  return diagnosis.findings.some(({ state }) => state === 'bad') ? 1 : 0
}

const upgradeFiles = async (run: RunOptions, paths: readonly string[]): Promise<number> => {
  const report = await upgrade(run, { paths, cwd: process.cwd() })
  const privacy = { maskedValues: sanitizer.maskedValues() }
  if (run.settings.format === 'json') terminal.printDocument(renderUpgradeJson(report, privacy), 'json')
  else terminal.print(renderUpgrade(report, privacy))
  return upgradeExitCode(report, run.settings.hasDetailedExitcode)
}

/** The text of a command that needs no tree, server or settings; `undefined` for other commands. */
const staticText = (commandLine: CommandLine): string | undefined => {
  switch (commandLine.kind) {
    case 'help':
      return helpText(commandLine.command, terminal.columns)
    case 'version':
      return `kestra-gitops ${VERSION}`
    case 'completion':
      return completionScript(commandLine.target)
    default:
      return undefined
  }
}

const commandOf = ({ command, isDryRun }: Settings): Command =>
  command === 'auto' || (command === 'deploy' && isDryRun) ? 'plan' : command

/**
 * Enters the folder of the run, and removes the documents that it will write. Otherwise, after a mistake in the settings, a later step
 * could post a committed file as the result.
 */
const prepareFolder = async (): Promise<void> => {
  const { chdir, ...documents } = earlyPathsOf(process.argv.slice(2), process.env)
  await enter(chdir)
  for (const [of, file] of Object.entries(documents)) {
    if (file !== undefined) await removeStaleDocument({ file, of, workspace: await topOf(process.cwd()) })
  }
}

/** Changes the working directory, which all given paths are relative to. Throws `UserError` if that fails. */
const enter = async (directory: string | undefined): Promise<void> => {
  if (directory === undefined) return
  const folder = await folderToEnter(directory, process.cwd())
  try {
    process.chdir(folder)
  } catch (error) {
    throw new UserError('invalid-settings', `Cannot enter the folder "${directory}" of --chdir.`, { cause: error })
  }
}

/** The function that shows the plan and asks before a deploy; `undefined` without an interactive terminal, and with `--yes`. */
const confirmOn = (settings: Settings, { signal }: RunOptions['runtime']): CommandOptions['confirmDeploy'] => {
  if (!terminal.canAsk || settings.assumesYes) return undefined
  return (report) => {
    if (settings.format === 'text') print(report, settings)
    return terminal.ask(deployQuestion(report), signal)
  }
}

const print = (report: Report, settings: Settings): void => {
  const { format, isQuiet, isVerbose, showsAllTexts } = settings
  const privacy = { maskedValues: sanitizer.maskedValues() }
  const color = wantsColors(process.env, terminal.hasColours)
  if (format !== 'text') {
    terminal.printDocument(renderFormat(report, format, { ...privacy, version: VERSION }), SYNTAX[format])
  } else {
    const limit = showsAllTexts ? {} : { mostTextLines: MOST_TEXT_LINES }
    const look = { isQuiet, isVerbose, color, width: terminal.columns }
    terminal.print(renderTerminal(report, { ...privacy, ...limit, ...look }))
  }
}

const writeFiles = async (report: Report, { settings, directory: workspace }: RunOptions): Promise<void> => {
  const { commentFile, htmlFile } = settings
  if (commentFile !== undefined)
    await writeDocument(
      sanitizer.markdown,
      { file: commentFile, of: 'comment-file', workspace },
      commentOf(report, settings),
    )
  if (htmlFile !== undefined)
    await writeDocument(sanitizer.page, { file: htmlFile, of: 'html', workspace }, pageOf(report, settings))
}

/** The comment as on a pull request, for users who post it themselves. Its marker matches no comment on GitHub. */
const commentOf = (report: Report, settings: Settings): string => {
  const options = { stage: stageOf(report), links: { ui: uiOf(settings) }, maskedValues: sanitizer.maskedValues() }
  return renderComment(report, { ...options, marker: { key: 'comment-file', runId: 0, runAttempt: 1 } })
}

const pageOf = (report: Report, settings: Settings): string =>
  renderHtml(report, {
    links: { ui: uiOf(settings) },
    sink: 'terminal',
    version: VERSION,
    maskedValues: sanitizer.maskedValues(),
  })

/** A few screens. A new repository can have 17,000 lines of flows. */
const MOST_TEXT_LINES = 300

/** The log of a run. With a document format or `--quiet` it prints nothing. */
const logOf = ({ format, isQuiet }: Settings): RunLog =>
  format !== 'text' || isQuiet ? { info: ignore, progress: ignore, reading: ignore } : logOn(terminal)

const ignore = (): void => {}

/** Prints the error that ended the program, as a document if one was requested. Hides secrets, because an error may quote anything. */
const printFault = (error: unknown): void => {
  const [args, hide] = [process.argv.slice(2), hideQuoted([])]
  if (!isUserError(error)) {
    const stack = error instanceof Error ? error.stack : ''
    terminal.complain(hide(`Unexpected error, please report it: ${messageOf(error)}\n${stack}`))
  } else if (asksForJson(args)) {
    terminal.printDocument(renderJson(unstartedReport(args, error), { maskedValues: sanitizer.maskedValues() }), 'json')
  } else {
    terminal.complain(hide(error.message))
  }
}

onLostErrors(printFault)

try {
  process.exitCode = await main()
} catch (error) {
  printFault(error)
  process.exitCode = 1
}
