import { createServer } from 'node:http'
import { readCases } from '../corpus/cases.ts'
import { listen } from '../support/listen.ts'
import { type RunningEngine, startEngine } from './start-engine.ts'

/** Engines in which executions begin and run: one for each version that was asked for. */
export interface RunningEngines extends AsyncDisposable {
  /** `GET <url>/<version>` answers with the address of that engine as soon as it is there. */
  readonly url: string
  /** Those that live. */
  started(): Promise<readonly RunningEngine[]>
}

/**
 * Starts such an engine when the first test of a run asks for it: its start takes ten seconds of a processor, and many runs need none. All
 * tests share it, each in a tenant of its own; it has the secrets that the corpus names. Where it has ended, the next test that asks gets a
 * new one. `begin` starts an engine.
 */
export async function offerRunningEngines(begin = startEngine): Promise<RunningEngines> {
  const secrets = Object.fromEntries(readCases().flatMap((each) => each.secrets.map((name) => [name, name])))
  const engines = new Map<string, Promise<RunningEngine>>()
  const start = async (version: string, previous: Promise<RunningEngine> | undefined): Promise<RunningEngine> => {
    const engine = await previous
    if (engine?.hasEnded() === false) return engine
    console.log(`Starting Kestra ${version}, with executions (10 to 30 s) …`)
    return begin({ version, anyTenant: true, isRunning: true, secrets })
  }
  // One after the other: two tests that meet an engine that has ended start one new one.
  const engineOf = (version: string): Promise<RunningEngine> => {
    const engine = start(version, engines.get(version))
    engines.set(version, engine)
    return engine
  }
  const server = await listen(
    createServer(({ url = '' }, response) => {
      engineOf(url.slice(1)).then(
        (engine) => response.end(engine.url),
        (error: unknown) => response.writeHead(500).end(String(error)),
      )
    }),
  )
  const started = async (): Promise<readonly RunningEngine[]> => {
    const settled = await Promise.allSettled(engines.values())
    return settled.flatMap((each) => (each.status === 'fulfilled' && !each.value.hasEnded() ? [each.value] : []))
  }
  return {
    url: server.url,
    started,
    [Symbol.asyncDispose]: async () => {
      await server[Symbol.asyncDispose]()
      await Promise.all((await started()).map((engine) => engine.stop()))
    },
  }
}
