// The main job in front of your eyes: plan, deploy, in sync, an edit on the server, flow tests, a pull request, the receipt.
// Uses the Kestra server of KESTRA_URL when it is set, else starts Kestra's real engine.
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { MissingToolError } from '../../__tests__/engine/build-engine.ts'
import { createGitRepository, type GitRepository } from '../../__tests__/hands/git-repository.ts'
import { renderComment } from '../../src/render/render-comment.ts'
import { renderTerminal } from '../../src/render/render-terminal.ts'
import { reportOn, runCli } from './run.ts'
import { type DemoServer, openServer } from './server.ts'

const say = (text: string): void => console.log(`\n\u001b[1m── ${text}\u001b[0m\n`)

/** Without a JDK or Maven there is no engine: one sentence instead of a stack. */
const openServerOrExplain = async (): Promise<DemoServer> => {
  try {
    return await openServer()
  } catch (error) {
    if (!(error instanceof MissingToolError)) throw error
    console.error(
      `${error.message}\nOr set KESTRA_URL, KESTRA_USERNAME and KESTRA_PASSWORD to use a Kestra server that you have.`,
    )
    process.exit(1)
  }
}

const edit = (repository: GitRepository, file: string, change: (text: string) => string): void => {
  const path = join(repository.dir, file)
  writeFileSync(path, change(readFileSync(path, 'utf8')))
}

const showComment = async (
  repository: GitRepository,
  server: DemoServer,
  command: 'plan' | 'deploy',
  base: string,
): Promise<void> => {
  const report = await reportOn({ repository, server, command, base })
  const comment = renderComment(report, {
    marker: { key: 'demo', runId: 1, runAttempt: 1 },
    stage: command === 'deploy' ? 'deployed' : 'planned',
    links: {},
    maskedValues: [server.password],
  })
  console.log(comment)
}

await using server = await openServerOrExplain()
using repository = createGitRepository({ files: {} })
cpSync('examples', repository.dir, { recursive: true })
repository.git('remote', 'add', 'origin', 'https://github.com/acme/flows.git')
repository.commit({}, 'The shop')

say('1  A repository of 3 namespaces, an empty server: kestra-gitops plan')
await runCli(['plan'], { repository, server, mostLines: 40 })

say('2  kestra-gitops deploy')
await runCli(['deploy', '--json'], { repository, server, only: 'summary' })

say('3  The second plan')
await runCli(['plan'], { repository, server })

say('4  Somebody edits a flow in the Kestra UI: the third plan shows it, and a deploy keeps it')
await server.edit('shop.logistics', 'track-parcels', (source) => `${source.trimEnd()}\n# edited on the server\n`)
await runCli(['plan'], { repository, server })

say('5  A pull request changes what a flow computes: its flow tests')
const tested = repository.sha('HEAD')
edit(repository, 'shop.logistics/flows/reserve-stock.yml', (text) => text.replace('defaults: 1', 'defaults: 2'))
repository.commit({}, 'Reserve two at a time')
const ofTests = await reportOn({ repository, server, command: 'test', base: tested })
console.log(renderTerminal(ofTests, { color: true, width: 100, maskedValues: [server.password] }))
repository.git('reset', '--quiet', '--hard', tested)

say('6  A pull request: the comment that it gets')
const base = repository.sha('HEAD')
edit(repository, 'shop.sales/flows/import-orders.yml', (text) => text.replace('"0 6 * * *"', '"0 7 * * *"'))
edit(repository, 'shop.logistics/flows/reserve-stock.yml', (text) =>
  text.replace('  - id: amount\n    type: INT\n    defaults: 1\n', '  - id: amount\n    type: INT\n'),
)
edit(repository, 'shop.logistics/files/sql/stock.sql', (text) => `-- only what can be sold\n${text}`)
edit(repository, 'shop.sales/kv.yml', (text) => text.replace('batch_size: 500', 'batch_size: 800'))
edit(repository, '_global/dashboards/orders.yml', (text) => text.replace('default: P7D', 'default: P30D'))
repository.commit({}, 'Import later, ask for the amount, write more orders at once, look back a month')
await showComment(repository, server, 'plan', base)

say('7  Merged: the same comment, now the receipt')
await showComment(repository, server, 'deploy', base)

say('Done. The README shows the workflow that does this on GitHub.')
