// npm run bench: the figures that this project holds itself to, as ratios within one run. Text, and JSON with --json.
// With --long also what takes longer than the rest together.
import { startEngine } from '../__tests__/engine/start-engine.ts'
import { benchDeploy } from './deploy.ts'
import { benchGrowth } from './growth.ts'
import { benchManyNamespaces } from './many-namespaces.ts'
import { benchOffline } from './offline.ts'
import { benchLargePlan, benchPlan } from './plan.ts'
import { benchProcessStart } from './process-start.ts'
import { type Row, renderRows } from './row.ts'
import { benchSchemaCost } from './schema-cost.ts'
import { benchValidateOffline } from './validate-offline.ts'

const startOrUse = async () => {
  const { KESTRA_ENGINE_URL_2_0_0: url, KESTRA_ENGINE_PASSWORD: password } = process.env
  if (url !== undefined && password !== undefined) return { url, password, stop: async () => undefined }
  return startEngine({ version: '2.0.0', anyTenant: true })
}

const rows: Row[] = [
  ...(await benchProcessStart()),
  ...benchValidateOffline(),
  ...benchSchemaCost(),
  ...(await benchGrowth()),
  ...(await benchOffline()),
]
const engine = await startOrUse()
try {
  rows.push(...(await benchPlan(engine)), ...(await benchDeploy(engine)), ...(await benchManyNamespaces(engine)))
  if (process.argv.includes('--long')) rows.push(...(await benchLargePlan(engine)))
} finally {
  await engine.stop()
}
console.log(process.argv.includes('--json') ? JSON.stringify(rows, undefined, 2) : renderRows(rows))
