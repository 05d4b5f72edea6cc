import { spawn } from 'node:child_process'
import { resolve } from 'node:path'
import type { GitRepository } from '../../__tests__/support/git-repository.ts'
import { runCommand } from '../../src/commands/run-command.ts'
import type { Report } from '../../src/report/report.ts'
import { parseSettings } from '../../src/settings/settings.ts'
import { LOCAL_RUN, type RunOptions } from '../../src/state/run-options.ts'
import type { DemoServer } from './server.ts'

interface Where {
  readonly repository: GitRepository
  readonly server: DemoServer
  /** Prints the answer alone, which is the last paragraph, and counts the lines before it. */
  readonly isAnswerOnly?: boolean
}

/** Runs the built command line, as a user would, and prints what it prints. */
export const runCli = async (
  args: readonly string[],
  { repository, server, isAnswerOnly = false }: Where,
): Promise<void> => {
  console.log(`$ kestra-gitops ${args.join(' ')}`)
  const { code, output } = await outputOf(args, repository, server)
  const blocks = output.trimEnd().split('\n\n')
  const hidden = isAnswerOnly ? blocks.slice(0, -1).join('\n\n').split('\n').length : 0
  if (hidden > 0) console.log(`(${hidden} lines with every change, and then:)`)
  console.log(isAnswerOnly ? blocks.at(-1) : output.trimEnd())
  if (code !== 0) throw new Error(`kestra-gitops ${args.join(' ')} ended with exit code ${code}.`)
}

const outputOf = (
  args: readonly string[],
  repository: GitRepository,
  server: DemoServer,
): Promise<{ code: number; output: string }> =>
  new Promise((done, fail) => {
    const child = spawn(process.execPath, [resolve('dist/cli.js'), ...args], {
      cwd: repository.dir,
      env: {
        ...process.env,
        KESTRA_URL: server.url,
        KESTRA_USERNAME: server.username,
        KESTRA_PASSWORD: server.password,
        KESTRA_TENANT: server.tenant,
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let output = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
    child.on('error', fail)
    child.on('close', (code) => done({ code: code ?? 1, output }))
  })

interface Reporting {
  readonly repository: GitRepository
  readonly server: DemoServer
  readonly command: 'plan' | 'deploy'
  readonly base: string
  /** What was shown before the merge, for a deploy. */
  readonly mergeSource?: RunOptions['mergeSource']
}

/** One command in this process, for what a pull request shows and the terminal does not. */
export const reportOn = ({ repository, server, command, base, mergeSource }: Reporting): Promise<Report> =>
  runCommand({
    settings: parseSettings({
      server: server.url,
      username: server.username,
      password: server.password,
      tenant: server.tenant,
    }),
    command,
    directory: repository.dir,
    repository: 'acme/flows',
    runName: 'demo',
    base: { kind: 'found', sha: base },
    log: { info: () => undefined, progress: () => undefined, reading: () => undefined },
    trustedConfig: 'tree',
    ...LOCAL_RUN,
    mergeSource,
    runtime: { signal: new AbortController().signal, now: () => performance.now() },
  })
