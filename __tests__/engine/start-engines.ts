import type { TestProject } from 'vitest/node'
import { buildEngine, MissingToolError } from './build-engine.ts'
import { type EngineVersion, engineVersions } from './engine-versions.ts'
import { offerRunningEngines, type RunningEngines } from './running-engines.ts'
import { type RunningEngine, startEngine } from './start-engine.ts'
import { forgetRequests, unprovenRequests } from './unproven-requests.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** URL by version; a version that cannot run on this machine is absent. */
    engineUrls: Partial<Record<EngineVersion, string>>
    /** Who starts an engine in which executions run. */
    runningEnginesUrl: string
  }
}

// Two test projects share this setup: the engines of one run are started once, and stopped once.
const shared = globalThis as {
  engines?: Promise<readonly RunningEngine[]>
  running?: Promise<RunningEngines>
  stopped?: Promise<void>
}

/**
 * vitest's global setup: one engine per version, or the ones that KESTRA_ENGINE_URL_2_0_0 and its like name. The run fails at its
 * end, whatever its tests say, when the product has sent a kind of request that no real server is known to answer.
 */
export default async function startEngines(project: TestProject): Promise<() => Promise<void>> {
  shared.engines ??= startAll()
  shared.running ??= offerRunningEngines()
  const [engines, running] = await Promise.all([shared.engines, shared.running])
  project.provide('engineUrls', Object.fromEntries(engines.map(({ version, url }) => [version, url])))
  project.provide('runningEnginesUrl', running.url)
  return () => {
    shared.stopped ??= stopAll(engines, running)
    return shared.stopped
  }
}

async function stopAll(engines: readonly RunningEngine[], running: RunningEngines): Promise<void> {
  try {
    // What an engine was sent that has ended is lost with it.
    const living = [...engines.filter((engine) => !engine.hasEnded()), ...(await running.started())]
    const lines = await unprovenRequests(living)
    for (const line of lines) console.error(line)
    if (lines.length > 0)
      throw new Error('The product sent requests that no real server is known to answer: see above.')
  } finally {
    await Promise.all([...engines.map((engine) => engine.stop()), running[Symbol.asyncDispose]()])
  }
}

async function startAll(): Promise<readonly RunningEngine[]> {
  const own = engineVersions.filter((version) => urlFromEnvironment(version) === undefined)
  if (own.length > 0) console.log(`Starting Kestra ${own.join(' and ')} (10 to 30 s) …`)
  const versions = engineVersions.filter((version) => urlFromEnvironment(version) !== undefined || isBuilt(version))
  const engines = await Promise.all(versions.map(startOrFind))
  await forgetRequests(engines)
  return engines
}

async function startOrFind(version: EngineVersion): Promise<RunningEngine> {
  const url = urlFromEnvironment(version)
  if (url === undefined) return startEngine({ version, anyTenant: true })
  return {
    version,
    url,
    username: '',
    password: '',
    pid: undefined,
    hasEnded: () => false,
    stop: async () => undefined,
  }
}

function urlFromEnvironment(version: EngineVersion): string | undefined {
  return process.env[`KESTRA_ENGINE_URL_${version.replaceAll('.', '_')}`]
}

/** Without the tools the engine tests are skipped, by name, on a developer's machine; in CI that is a failure. */
function isBuilt(version: EngineVersion): boolean {
  try {
    buildEngine(version)
    return true
  } catch (error) {
    if (process.env['CI'] === 'true' || !(error instanceof MissingToolError)) throw error
    console.warn(`Skipped: every test against Kestra ${version}. ${error.message}`)
    return false
  }
}
