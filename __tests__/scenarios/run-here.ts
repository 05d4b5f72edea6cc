import type { CommandOptions } from '../../src/commands/command-options.ts'
import { runCommand } from '../../src/commands/run-command.ts'
import { isUserError } from '../../src/finding/user-error.ts'
import { machineContract } from '../../src/render/machine-contract.ts'
import { renderJson } from '../../src/render/render-json.ts'
import { unstartedReport } from '../../src/report/failed-report.ts'
import { exitCodeOf } from '../../src/report/report.ts'
import { parseFlags } from '../../src/settings/cli/command-line.ts'
import { COMMANDS, type Command } from '../../src/settings/commands.ts'
import { parseSettings } from '../../src/settings/settings.ts'
import { describeCheckout } from '../../src/state/git/checkout.ts'
import { aRun } from '../commands/a-run.ts'
import { assertNoCanary } from './canaries.ts'
import { type CliOptions, environmentOf, type JsonRun, runJson, secretsOf } from './run-cli.ts'

/**
 * `kestra-gitops deploy … --json` in this process, from its flags to its document and exit code: a third of what a process of its
 * own costs. For tables of hundreds of deploys, in which the program around the command is the same again and again; the other
 * scenarios run that. Throws when a secret is in the document.
 */
export const deployHere = (
  args: readonly string[],
  options: CliOptions,
  info: (text: string) => void = () => undefined,
): Promise<JsonRun> => runHere('deploy', args, { ...options, info })

/** On a busy machine executions take longer than the budgets that a run has for them: by this clock these are five times as long. */
const slowClock = (): number => performance.now() / 5

/** The same of any command; `signal` ends it as Ctrl-C does. */
export async function runHere(
  command: Command,
  args: readonly string[],
  {
    info = () => undefined,
    signal,
    confirmDeploy,
    ...options
  }: CliOptions & {
    info?: (text: string) => void
    signal?: AbortSignal
    confirmDeploy?: CommandOptions['confirmDeploy']
  },
): Promise<JsonRun> {
  const { raw } = parseFlags([command, ...args], { ...environmentOf(options.target), ...options.env })
  const settings = parseSettings(raw)
  const checkout = await describeCheckout(options.dir, settings)
  const { runtime, log } = aRun(checkout.directory)
  const waitsForExecutions = command === 'test' || args.includes('--smoke')
  const report = await runCommand({
    ...aRun(checkout.directory, {
      ...checkout,
      command,
      runName: 'a scenario',
      log: { ...log, info },
      runtime: {
        ...runtime,
        now: waitsForExecutions ? slowClock : () => performance.now(),
        ...(signal && { signal }),
      },
    }),
    confirmDeploy,
  })
  const document = renderJson(report, { maskedValues: settings.secrets })
  assertNoCanary({ document }, secretsOf(options))
  return {
    ...machineContract.parse(JSON.parse(document)),
    code: exitCodeOf(report.result, settings.hasDetailedExitcode),
  }
}

/** What the program does before a command begins, or after it. */
const OF_THE_PROGRAM = ['--base', '--dry-run', '--chdir', '--comment-file', '--html']

/**
 * As `runJson`, in this process wherever that makes no difference: not with flags that the program itself follows, nor with variables
 * that are not its own, such as those of a proxy. A refusal before the command begins is a document, as the program prints one.
 */
export async function jsonHere(args: readonly string[], options: CliOptions): Promise<JsonRun> {
  const [command, ...flags] = args
  const isOfProgram = args.some((arg) => OF_THE_PROGRAM.includes(arg.replace(/=.*/, '')))
  const isOfProcess = Object.keys(options.env ?? {}).some((name) => !name.startsWith('KESTRA_'))
  if (!isCommand(command) || isOfProgram || isOfProcess || options.onStart !== undefined) return runJson(args, options)
  try {
    return await runHere(command, flags, options)
  } catch (error) {
    if (!isUserError(error)) throw error
    const document = renderJson(unstartedReport([...args, '--json'], error), { maskedValues: secretsOf(options) })
    assertNoCanary({ document }, secretsOf(options))
    return { ...machineContract.parse(JSON.parse(document)), code: 1 }
  }
}

const isCommand = (word: string | undefined): word is Command => COMMANDS.some((command) => command === word)
