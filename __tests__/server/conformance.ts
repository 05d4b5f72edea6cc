import { type Generation, unprovenKinds } from '../engine/contract/proven-requests.ts'
import type { CliTarget } from '../scenarios/run-cli.ts'
import { startGateway } from '../support/gateway.ts'
import { CHECKS } from './checks/checks.ts'
import { cleanUp } from './clean-up.ts'
import { type Ledger, openLab, versionOf } from './lab.ts'
import { differencesOf, flowTexts } from './others.ts'
import { isOwn, newPrefix } from './own-names.ts'

export interface ConformanceOptions {
  readonly target: CliTarget
  /** Told each line of the report. */
  readonly say: (line: string) => void
  /** Aborted: no further check is begun; what was made is removed all the same. */
  readonly signal: AbortSignal
  /** Checks to leave out, by name, where the server cannot show them; default none. */
  readonly without?: readonly string[]
  /** What all namespaces begin with; default: a name by chance. */
  readonly prefix?: string
}

export interface Conformance {
  readonly passed: number
  readonly failed: number
  /** Kinds of requests of the program that no recording of a real server of this generation holds. */
  readonly unproven: readonly string[]
}

/**
 * Runs every check against one server, in namespaces of its own, removes what it made and compares everything else on
 * the server with what was there before. Throws before it changes anything when the server cannot be read or the prefix
 * is taken.
 */
export const conformance = async ({
  target,
  say,
  signal,
  without = [],
  prefix = newPrefix(),
}: ConformanceOptions): Promise<Conformance> => {
  const version = await versionOf(target)
  await using gateway = await startGateway()
  using stack = new DisposableStack()
  const { lab, ledger } = openLab({ gateway, target, prefix, version, signal, stack })
  const taken = (await flowTexts(lab.hands, (namespace) => namespace.startsWith(prefix))).keys().next()
  if (taken.done !== true) throw new Error(`There is something below ${prefix} on the server already: ${taken.value}`)
  const isOther = (namespace: string) => !isOwn(prefix, namespace)
  const before = await flowTexts(lab.hands, isOther)
  say(
    `Kestra ${version} at ${target.url}, tenant ${target.tenant}. Other flows: ${before.size}. Namespaces of this run: ${prefix}.*`,
  )
  const rows = openRows(say)
  try {
    for (const [name, check] of Object.entries(CHECKS)) {
      if (without.includes(name)) continue
      if (signal.aborted) say(`not run ${name}`)
      else await rows.row(name, () => check(lab))
    }
  } finally {
    await rows.row('everything that was made is gone', async () => expectNone(await cleanUp(lab, prefix, ledger)))
    await rows.row('all other flows are as they were', async () =>
      expectNone(differencesOf(before, await flowTexts(lab.hands, isOther))),
    )
    await rows.row('nothing was sent that could change anything else', async () => expectNone(ledger.trespasses))
  }
  return { ...rows.counts, unproven: unprovenOf(ledger, lab.isBefore2 ? 1 : 2) }
}

const unprovenOf = ({ sent }: Ledger, generation: Generation): readonly string[] =>
  unprovenKinds(
    sent.map(({ method, path, headers }) => ({
      method,
      path,
      accept: headers.accept,
      contentType: headers['content-type'],
    })),
    generation,
  )

const expectNone = (found: readonly string[]): void => {
  if (found.length > 0) throw new Error(found.join('\n'))
}

const MOST_LINES = 40

const openRows = (say: (line: string) => void) => {
  const counts = { passed: 0, failed: 0 }
  return {
    counts,
    row: async (name: string, action: () => Promise<void>): Promise<void> => {
      const started = performance.now()
      const took = () => `${((performance.now() - started) / 1000).toFixed(1)} s`
      try {
        await action()
        counts.passed += 1
        say(`passed  ${name} (${took()})`)
      } catch (error) {
        counts.failed += 1
        say(`FAILED  ${name} (${took()})`)
        const lines = (error instanceof Error ? error.message : String(error)).split('\n')
        for (const line of lines.slice(0, MOST_LINES)) say(`        ${line}`)
        if (lines.length > MOST_LINES) say(`        … ${lines.length - MOST_LINES} more lines`)
      }
    },
  }
}
