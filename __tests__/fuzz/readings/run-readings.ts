import { parseArgs } from 'node:util'
import { engineVersions } from '../../engine/engine-versions.ts'
import { startEngine } from '../../engine/start-engine.ts'
import { playReadings, shortened } from './play-readings.ts'

const MOST_SHOWN = 20
const STEP = 5_000

/**
 * Reads many texts with Kestra's own parser and with the product: `npm run fuzz:readings -- --documents N --seed S`. Prints, for each version,
 * how many were played and each difference, as short as it gets.
 */
const run = async (version: string): Promise<boolean> => {
  const { values } = parseArgs({
    options: { documents: { type: 'string', default: '200000' }, seed: { type: 'string', default: '1' } },
  })
  const [first, documents] = [Number(values.seed), Number(values.documents)]
  const engine = await startEngine({ version, anyTenant: true })
  const total = { played: 0, readable: 0, valid: 0, differing: 0 }
  const started = Date.now()
  for (let from = first; from < first + documents; from += STEP) {
    const tally = await playReadings(engine.url, { first: from, count: Math.min(STEP, first + documents - from) })
    for (const text of tally.differing) {
      total.differing += 1
      if (total.differing > MOST_SHOWN) continue
      const { seed, part, ours, engine: theirs } = text
      const source = await shortened(engine.url, text)
      console.log(JSON.stringify({ version, seed, part, source, ours, engine: theirs }).slice(0, 2000))
    }
    total.played += tally.played
    total.readable += tally.readable
    total.valid += tally.valid
  }
  await engine.stop()
  const seconds = Math.round((Date.now() - started) / 1000)
  console.log(
    `Kestra ${version}, seeds from ${first}: ${total.played} texts in ${seconds} s, ${total.readable} read by its parser, ${total.valid} of them valid flows, ${total.differing} differences`,
  )
  return total.differing === 0
}

for (const version of engineVersions) if (!(await run(version))) process.exitCode = 1
