import { runCommand } from '../../src/command/run-command.ts'
import { machineContract } from '../../src/render/machine-contract.ts'
import { renderJson } from '../../src/render/render-json.ts'
import { exitCodeOf } from '../../src/report/report.ts'
import { parseFlags } from '../../src/settings/cli/command-line.ts'
import { parseSettings } from '../../src/settings/settings.ts'
import { describeCheckout } from '../../src/sides/git/checkout.ts'
import { aRun } from '../command/a-run.ts'
import { assertNoCanary } from './canaries.ts'
import { type CliOptions, environmentOf, type JsonRun, secretsOf } from './run-cli.ts'

/**
 * `kestra-gitops deploy … --json` in this process, from its flags to its document and exit code: a third of what a process of its
 * own costs. For tables of hundreds of deploys, in which the program around the command is the same again and again; the other
 * scenarios run that. Throws when a secret is in the document.
 */
export async function deployHere(
  args: readonly string[],
  options: CliOptions,
  info: (text: string) => void = () => undefined,
): Promise<JsonRun> {
  const { raw } = parseFlags(['deploy', ...args], { ...environmentOf(options.target), ...options.env })
  const settings = parseSettings(raw)
  const checkout = await describeCheckout(options.dir, settings)
  const { host, log } = aRun(checkout.directory)
  const report = await runCommand(
    aRun(checkout.directory, {
      ...checkout,
      command: 'deploy',
      runName: 'a scenario',
      log: { ...log, info },
      host: { ...host, now: () => performance.now() },
    }),
  )
  const document = renderJson(report, { maskedValues: settings.secrets })
  assertNoCanary({ document }, secretsOf(options))
  return {
    ...machineContract.parse(JSON.parse(document)),
    code: exitCodeOf(report.result, settings.hasDetailedExitcode),
  }
}
