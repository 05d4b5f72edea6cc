import { expect, test } from 'vitest'
import { readTree } from '../../src/kinds/read-tree.ts'
import { growthOf } from '../fixtures/growth.ts'
import { aTree } from '../repository/a-tree.ts'
import { aFlow } from '../support/a-flow.ts'

type Files = Readonly<Record<string, string>>

const flow = (namespace: string) => aFlow({ namespace, id: 'f' })

/** The files in the folder of one of thousands of teams. */
const layouts: Readonly<Record<string, (team: number) => Files>> = {
  'flows and files below a namespace': (team) => ({
    [`company.t${team}/flows/f.yml`]: flow(`company.t${team}`),
    [`company.t${team}/files/q.sql`]: '',
  }),
  'flows and files below a folder that is no namespace': (team) => ({
    [`teams/T_${team}/flows/f.yml`]: flow(`company.t${team}`),
    [`teams/T_${team}/files/q.sql`]: '',
    [`teams/T_${team}/kv.yml`]: 'a: 1\n',
  }),
  'a flow beside a folder of files': (team) => ({
    [`services/s${team}/flow.yml`]: flow(`company.t${team}`),
    [`services/s${team}/files/q.sql`]: '',
  }),
  'flows in folders of some, and loose in those of others': (team) => ({
    [`services/s${team}/${team % 2 === 0 ? 'flows/' : ''}f.yml`]: flow(`company.t${team}`),
  }),
  'a folder kestra in each service': (team) => ({
    [`services/s${team}/kestra/f.yml`]: flow(`company.t${team}`),
    [`services/s${team}/kestra/scripts/q.sql`]: '',
  }),
  'patterns in each folder': (team) => ({
    [`company.t${team}/.kestraignore`]: '*.tmp\n',
    [`company.t${team}/flows/f.yml`]: flow(`company.t${team}`),
    [`company.t${team}/files/q.sql`]: '',
  }),
  'a family of folders': (team) => ({
    [`company/d${team % 10}/t${team}/flows/f.yml`]: flow(`company.d${team % 10}.t${team}`),
    [`company/d${team % 10}/t${team}/files/q.sql`]: '',
  }),
}

test.each(Object.entries(layouts))(
  'eight times as many teams take about as many times longer: %s',
  async (_, filesOf) => {
    const reading = (teams: number) => {
      const tree = aTree(Object.assign({}, ...Array.from({ length: teams }, (_each, team) => filesOf(team))))
      return async () => {
        const { desired } = await readTree(tree, { roots: [], namespaceMap: [] })
        for (const namespace of desired.namespaces) desired.hides({ kind: 'file', namespace, name: '/gone.sql' })
      }
    }
    expect(await growthOf([500, 4000], reading)).toBeLessThan(24)
  },
)
