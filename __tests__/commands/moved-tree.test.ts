import { expect, it } from 'vitest'
import { planOf } from '../../src/report/report.ts'
import { aFlow } from '../support/a-flow.ts'
import { playStory, type Story } from '../support/shop.ts'

const inNamespace = (namespace: string) => ({
  'flows/daily.yml': aFlow({ id: 'daily', namespace, message: 'one' }),
  'flows/weekly.yml': aFlow({ id: 'weekly', namespace, message: 'two' }),
  [`files/${namespace}/q.sql`]: 'select 1\n',
})

/** Deployed in `acme.old`; now the whole tree is in `acme.next`, and no base is known. */
const moved = (overrides: Partial<Story> = {}): Story => ({
  has: () => false,
  deployed: inNamespace('acme.old'),
  change: { ...inNamespace('acme.next'), 'files/acme.old/q.sql': null },
  run: { base: { kind: 'unknown', why: 'a terminal names none' } },
  ...overrides,
})

const changesOf = async (story: Story): Promise<readonly string[]> => {
  const { report } = await playStory(story)
  return (planOf(report)?.resources ?? []).map(({ change, action, namespace, name }) =>
    [change, action, `${namespace} ${name}`].join(' '),
  )
}

const STAY = ['delete none acme.old daily', 'delete none acme.old weekly']
const NEW = ['create create acme.next daily', 'create create acme.next weekly']

it.each(['plan', 'deploy', 'drift'] as const)(
  'a %s shows the flows that stay behind when the whole tree moves to another namespace',
  async (command) => {
    const changes = await changesOf(moved({ command }))
    expect(changes.filter((one) => / (?:daily|weekly)$/.test(one))).toEqual([...STAY, ...NEW])
  },
)

it('finds them among several namespaces of others, and says what each is renamed from', async () => {
  const { report } = await playStory(
    moved({
      server: (server) => {
        for (const namespace of ['other.one', 'other.two'])
          server.put({ kind: 'flow', namespace, name: 'a', content: aFlow({ id: 'a', namespace }) })
      },
    }),
  )
  const created = planOf(report)?.resources.filter(({ change, kind }) => change === 'create' && kind === 'flow')
  expect(created?.map(({ renamedFrom }) => renamedFrom)).toEqual([
    { namespace: 'acme.old', name: 'daily' },
    { namespace: 'acme.old', name: 'weekly' },
  ])
})
