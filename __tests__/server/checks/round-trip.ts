import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { aFlow } from '../../support/a-flow.ts'
import type { Lab } from '../lab.ts'
import { expectSame, expectWith } from './expect-same.ts'

/** What a server holds comes into an empty repository, which is then in sync with it, and goes back without a write. */
export const roundTrip = async (lab: Lab): Promise<void> => {
  const namespace = lab.namespace('export')
  const flows = {
    crlf: aFlow({ id: 'crlf', namespace }).replaceAll('\n', '\r\n'),
    letters: aFlow({ id: 'letters', namespace, message: '"été 日本語 🚀"' }),
    open: aFlow({ id: 'open', namespace }).trimEnd(),
  }
  for (const [id, source] of Object.entries(flows)) await lab.hands.saveFlow(namespace, id, source)
  const binary = Buffer.from([0, 255, 10, 13, 10, 128, 0])
  await lab.hands.uploadFile(namespace, '/data/a.bin', binary)
  await lab.hands.uploadFile(namespace, '/empty.txt', '')
  const repository = lab.repository({ 'README.md': '# Flows\n' })
  const exported = await lab.json(repository, ['export', '--namespace', namespace])
  expectWith('the export', exported, { code: 0, result: 'changes', writes: [] })
  expectSame('what it wrote', exported.resources.map(({ file }) => file).toSorted(), [
    `${namespace}/files/data/a.bin`,
    `${namespace}/files/empty.txt`,
    ...Object.keys(flows).map((id) => `${namespace}/flows/${id}.yml`),
  ])
  const read = (path: string) => readFileSync(join(repository.dir, namespace, path))
  for (const [id, source] of Object.entries(flows)) {
    // A text file ends with a newline, also where the flow on the server does not; for the plan they are equal.
    expectSame(`flow ${id}`, read(`flows/${id}.yml`).toString(), source.endsWith('\n') ? source : `${source}\n`)
  }
  expectSame('the binary file', read('files/data/a.bin').toString('hex'), binary.toString('hex'))
  repository.commit({}, 'Export')
  const plan = await lab.json(repository, ['plan', '--refresh'])
  expectWith('the plan', plan, { code: 0, result: 'in-sync', resources: [] })
  expectSame('what the plan compared', plan.summary.unchanged, 5)
  expectWith('the deploy', await lab.json(repository, ['deploy', '--refresh']), { result: 'in-sync', writes: [] })
}
