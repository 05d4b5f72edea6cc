import { expect, test } from 'vitest'
import { describeEngines } from '../engine/engine.ts'
import { aDashboard } from '../support/a-dashboard.ts'
import { aFlow } from '../support/a-flow.ts'
import type { FileChanges } from '../support/git-repository.ts'
import type { ServerHands } from '../support/server-hands.ts'
import { type Scenario, scenarioOn, startScenario } from './start-scenario.ts'

const NAMESPACES = ['company.team', 'company.data', 'shop.web', 'prod']
const [FLOWS, FILES, PAIRS, DASHBOARDS] = [200, 300, 20, 2]

const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index)
const namespaceOf = (index: number): string => NAMESPACES[index % NAMESPACES.length] ?? ''
const flowOf = (index: number): string =>
  `# Flow ${index}, kept\n${aFlow({ id: `f${index}`, namespace: namespaceOf(index), message: `"été ${index}"` })}`

const FOLDERS = 7

/** All that the server has, some at a time. Two files that make a folder at once are in each other's way (docs/internals/facts/kestra.md, "Files side by side"). */
const fill = async (hands: ServerHands): Promise<void> => {
  const upload = (index: number): Promise<unknown> => {
    const content = index % 10 === 0 ? Buffer.from([0, 255, index % 256, 13, 10]) : `select ${index}\n`
    return hands.uploadFile(namespaceOf(index), `/dir${index % FOLDERS}/file ${index}.sql`, content)
  }
  // One of each folder in each namespace.
  const firsts = FOLDERS * NAMESPACES.length
  for (const index of numbers(firsts)) await upload(index)
  const writes = [
    ...numbers(FLOWS).map((index) => () => hands.saveFlow(namespaceOf(index), `f${index}`, flowOf(index))),
    ...numbers(FILES - firsts).map((index) => () => upload(firsts + index)),
    ...numbers(PAIRS).map(
      (index) => () => hands.setKeyValue(namespaceOf(index), `key${index}`, JSON.stringify({ index })),
    ),
    ...numbers(DASHBOARDS).map((index) => () => hands.saveDashboard(`d${index}`, aDashboard({ id: `d${index}` }))),
  ].values()
  const worker = async () => {
    for (const write of writes) await write()
  }
  await Promise.all(numbers(8).map(worker))
}

/** Where a tree has a flow of each namespace already, under names of its own. */
const layouts: Readonly<Record<string, (namespace: string) => string>> = {
  '<ns>/flows': (namespace) => `${namespace}/flows/01_first.yaml`,
  '_flows/<ns>': (namespace) => `_flows/${namespace}/first flow.yml`,
}

const treeOf = (place: (namespace: string) => string): FileChanges =>
  Object.fromEntries(NAMESPACES.map((namespace, index) => [place(namespace), flowOf(index)]))

const roundTrip = async ({ json, repository }: Scenario): Promise<void> => {
  const exported = await json(['export'])
  expect(exported.resources.length).toBe(FLOWS - NAMESPACES.length + FILES + PAIRS + DASHBOARDS)
  expect(exported.resources.filter(({ outcome }) => outcome !== 'applied')).toEqual([])
  repository.git('add', '--all')
  expect(repository.git('diff', '--cached', '--name-only', '--diff-filter=MDR')).toBe('')
  repository.git('commit', '--quiet', '--message', 'Export')
  const plan = await json(['plan', '--refresh'])
  expect(plan).toMatchObject({ result: 'in-sync', resources: [] })
  expect(plan.summary['unchanged']).toBe(FLOWS + FILES + PAIRS + DASHBOARDS)
  expect(await json(['export'])).toMatchObject({ result: 'in-sync', resources: [] })
  expect(repository.git('status', '--porcelain')).toBe('')
}

describeEngines(`an export of ${FLOWS} flows, ${FILES} files, pairs and dashboards`, (version) => {
  test('is in sync with the server in two layouts, and keeps the name and the comment of what was there', async () => {
    using first = startScenario(version, {})
    await fill(first.hands)
    for (const place of Object.values(layouts)) {
      using scenario = scenarioOn(first.server, treeOf(place))
      await roundTrip(scenario)
    }
  })
})
