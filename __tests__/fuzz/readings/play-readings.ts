import * as z from 'zod'
import { decodeUtf8 } from '../../../src/text/decode-utf8.ts'
import { differenceOf, EngineReading, type ReadingDifference } from './compare-readings.ts'
import { flowText } from './flow-text.ts'

/** Texts in one request: some 100 kB. */
const BATCH = 250

/** What came of some texts. */
export interface ReadingTally {
  readonly played: number
  /** Those that the engine's parser of YAML takes, and those that it takes as flows, and finds valid. */
  readonly readable: number
  readonly valid: number
  readonly differing: readonly DifferingText[]
}

export interface DifferingText extends ReadingDifference {
  readonly seed: number
  readonly source: string
}

/** The texts of `count` seeds from `first` on, each read by the engine at `url` and by the product. */
export const playReadings = async (
  url: string,
  { first, count }: { readonly first: number; readonly count: number },
): Promise<ReadingTally> => {
  const differing: DifferingText[] = []
  let [played, readable, valid] = [0, 0, 0]
  for (let from = first; from < first + count; from += BATCH) {
    const seeds = Array.from({ length: Math.min(BATCH, first + count - from) }, (_, index) => from + index)
    const texts = seeds.map((seed) => ({ seed, source: sentText(seed) }))
    const readings = await engineReadings(
      url,
      texts.map(({ source }) => source),
    )
    for (const [index, text] of texts.entries()) {
      const engine = readings[index] ?? {}
      const difference = differenceOf(text.source, engine)
      played += 1
      readable += Number(engine.value !== undefined)
      valid += Number(engine.flow !== undefined)
      if (difference !== undefined) differing.push({ ...text, ...difference })
    }
  }
  return { played, readable, valid, differing }
}

/** What is sent of a file: a byte-order mark at its start is not. */
const sentText = (seed: number): string => decodeUtf8(Buffer.from(flowText(seed))).text

/** How the engine at `url` reads each text. */
export const engineReadings = async (url: string, sources: readonly string[]): Promise<readonly EngineReading[]> => {
  const response = await fetch(`${url}/_control/readings`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(sources),
  })
  if (!response.ok) throw new Error(`The engine does not read: ${response.status} ${await response.text()}`)
  return z
    .array(EngineReading)
    .length(sources.length)
    .parse(await response.json())
}

/** The shortest text that can be cut out of a differing one and differs in the same part. */
export const shortened = async (url: string, { source, part }: DifferingText): Promise<string> => {
  let best = source
  let size = Math.ceil(best.length / 2)
  for (let rounds = 0; rounds < MOST_ROUNDS && size >= 1; rounds += 1) {
    const cuts = Array.from({ length: Math.ceil(best.length / size) }, (_, index) => index * size)
      .map((at) => best.slice(0, at) + best.slice(at + size))
      .filter((text) => text.isWellFormed())
    const readings = await engineReadings(url, cuts)
    const shorter = cuts.find((text, index) => differenceOf(text, readings[index] ?? {})?.part === part)
    if (shorter === undefined) size = size === 1 ? 0 : Math.ceil(size / 2)
    else best = shorter
  }
  return best
}

const MOST_ROUNDS = 100
