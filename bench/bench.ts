// npm run bench: the figures that this project holds itself to, as ratios within one run. Each part tells its rows when it has them;
// --json prints all as JSON at the end, --only NAME measures one part, and --long also what takes longer than the rest together.
import { parseArgs } from 'node:util'
import { onFreshEngine } from './bench-engine.ts'
import { benchDeployOfFew, benchDeployOfMany } from './deploy.ts'
import { benchGrowth } from './growth.ts'
import { benchManyNamespaces } from './many-namespaces.ts'
import { benchOffline } from './offline.ts'
import { benchLargePlan, benchPlan } from './plan.ts'
import { benchProcessStart } from './process-start.ts'
import { type Row, renderRows } from './row.ts'
import { benchSchemaCost } from './schema-cost.ts'
import { benchValidateOffline } from './validate-offline.ts'

type Part = () => Promise<readonly Row[]> | readonly Row[]

const PARTS: Readonly<Record<string, Part>> = {
  start: benchProcessStart,
  validate: benchValidateOffline,
  schema: benchSchemaCost,
  growth: benchGrowth,
  offline: benchOffline,
  plan: () => onFreshEngine(benchPlan),
  deploy: () => onFreshEngine(benchDeployOfFew),
  'deploy-many': () => onFreshEngine(benchDeployOfMany),
  namespaces: () => onFreshEngine(benchManyNamespaces),
}
// Before 2.0: that would go through all 10,000 flows after each of them is written. A scheduler would look at 10,000 triggers each second.
const LONG_PARTS: Readonly<Record<string, Part>> = {
  'plan-large': () => onFreshEngine(benchLargePlan, { version: '1.3.31', isRunning: false }),
}

const { json, long, only } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    long: { type: 'boolean', default: false },
    only: { type: 'string', multiple: true },
  },
}).values
const all = { ...PARTS, ...LONG_PARTS }
const unknown = only?.filter((name) => !Object.hasOwn(all, name)) ?? []
if (unknown.length > 0)
  throw new Error(`There is no part ${unknown.join(', ')}. There are ${Object.keys(all).join(', ')}.`)

const rows: Row[] = []
for (const name of only ?? Object.keys(long ? all : PARTS)) {
  const found = (await all[name]?.()) ?? []
  rows.push(...found)
  if (!json) console.log(renderRows(found))
}
if (json) console.log(JSON.stringify(rows, undefined, 2))
