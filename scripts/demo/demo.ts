// The main job in five steps: plan, deploy, an edit on the server, a pull request, the receipt.
// Uses the Kestra server of KESTRA_URL when it is set, else starts Kestra's real engine.
import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { MissingToolError } from '../../__tests__/engine/build-engine.ts'
import { createGitRepository, type GitRepository } from '../../__tests__/support/git-repository.ts'
import { mergesOf } from '../../__tests__/support/promised-merge.ts'
import { answerLine, answerOf, stageOf } from '../../src/render/answer.ts'
import { renderHtml } from '../../src/render/html/render-html.ts'
import type { Report } from '../../src/report/report.ts'
import { reportOn, runCli } from './run.ts'
import { type DemoServer, openServer } from './server.ts'

const say = (step: string): void => console.log(`\n\u001b[1m── ${step}\u001b[0m\n`)

/** The server of the demo. Without a JDK or Maven the process ends with one sentence instead of a stack. */
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

/** Writes the page of a report into `folder`, and prints what the comment says first and the address of the page. */
const writePage = (report: Report, page: { name: string; folder: string; server: DemoServer }): void => {
  const path = join(page.folder, page.name)
  const options = { links: {}, maskedValues: [page.server.password], sink: 'github', version: 'demo' } as const
  writeFileSync(path, renderHtml(report, options))
  console.log(answerLine(answerOf(report, stageOf(report), report.approvedPlans[0])))
  console.log(`Open it in a browser: ${pathToFileURL(path).href}`)
}

await using server = await openServerOrExplain()
using repository = createGitRepository({ files: {} })
const folder = mkdtempSync(join(tmpdir(), 'kestra-gitops-demo-'))
for (const part of ['_global', 'shop.logistics', 'shop.platform', 'shop.sales'])
  cpSync(join('examples', part), join(repository.dir, part), { recursive: true })
repository.git('remote', 'add', 'origin', 'https://github.com/acme/flows.git')
repository.commit({}, 'The shop')

say('1  Three namespaces in Git, an empty server: what would a deploy do?')
await runCli(['plan'], { repository, server, isAnswerOnly: true })

say('2  The deploy writes everything, and reads it back')
await runCli(['deploy'], { repository, server, isAnswerOnly: true })

say('3  Someone edits a flow in the Kestra UI: the next plan shows the edit, and a deploy keeps it')
await server.edit('shop.logistics', 'track-parcels', (source) => `${source.trimEnd()}\n# edited on the server\n`)
await runCli(['plan'], { repository, server })

say('4  A pull request changes a schedule, an input and a key-value pair: what its comment says')
const base = repository.sha('HEAD')
edit(repository, 'shop.sales/flows/import-orders.yml', (text) => text.replace('"0 6 * * *"', '"0 7 * * *"'))
edit(repository, 'shop.logistics/flows/reserve-stock.yml', (text) => text.replace('defaults: 1', 'defaults: 2'))
edit(repository, 'shop.sales/kv.yml', (text) => text.replace('batch_size: 500', 'batch_size: 800'))
repository.commit({}, 'Import later, reserve two at a time, write more orders at once')
const planned = await reportOn({ repository, server, command: 'plan', base })
writePage(planned, { name: 'comment.html', folder, server })

say('5  Merged: the deploy turns the comment into the receipt')
const mergeSource = mergesOf(planned, { also: [] })
const deployed = await reportOn({ repository, server, command: 'deploy', base, mergeSource })
writePage(deployed, { name: 'receipt.html', folder, server })

console.log('\nDone. The README has the workflow that does this on GitHub.')
