import { parseArgs } from 'node:util'
import { newTenant } from '../engine/engine.ts'
import { type EngineVersion, engineVersions } from '../engine/engine-versions.ts'
import { ENGINE_PASSWORD, startEngine } from '../engine/start-engine.ts'
import { forgetRequests, unprovenRequests } from '../engine/unproven-requests.ts'
import { startGateway } from '../support/gateway.ts'
import { playMany } from './play-many.ts'

/** Plays many random histories: `npm run soak -- --runs N --seed S`. Prints each violation, and how many there were. */
const soak = async (): Promise<void> => {
  const { values } = parseArgs({
    options: {
      runs: { type: 'string', default: '5000' },
      seed: { type: 'string', default: '1' },
      'at-once': { type: 'string', default: '4' },
    },
  })
  await using engines = new AsyncDisposableStack()
  const running = await Promise.all(
    engineVersions.map(async (version) => ({ version, url: await urlOf(version, engines) })),
  )
  await forgetRequests(running)
  await using gateway = await startGateway()
  const started = performance.now()
  const runs = Number(values.runs)
  const violations = await playMany({
    runs,
    seed: Number(values.seed),
    gateway,
    atOnce: Number(values['at-once']),
    tenantOf: (seed) => {
      const tenant = newTenant('soak')
      const url = running[seed % running.length]?.url ?? ''
      return { url, tenant, username: `${tenant}@engine.test`, password: ENGINE_PASSWORD }
    },
    onViolation: (text) => console.log(`${text}\n`),
    onPlayed: (begun) => {
      if (begun % 100 === 0) console.error(`${begun} of ${runs} begun, ${Math.round(secondsSince(started))} s`)
    },
  })
  console.log(
    `${runs} histories, ${violations.length} violations (${Math.round(secondsSince(started))} s, seeds from ${values.seed})`,
  )
  const unproven = await unprovenRequests(running)
  for (const line of unproven) console.log(line)
  if (violations.length + unproven.length > 0) process.exitCode = 1
}

const secondsSince = (started: number): number => (performance.now() - started) / 1000

const urlOf = async (version: EngineVersion, engines: AsyncDisposableStack): Promise<string> => {
  const running = process.env[`KESTRA_ENGINE_URL_${version.replaceAll('.', '_')}`]
  if (running !== undefined) return running
  const engine = await startEngine({ version, anyTenant: true })
  engines.defer(() => engine.stop())
  return engine.url
}

await soak()
