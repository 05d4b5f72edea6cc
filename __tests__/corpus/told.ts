import { readFileSync } from 'node:fs'
import * as z from 'zod'

export const TOLD_FILE = new URL('./expected.json', import.meta.url)

/** The codes that a mistake is told with at its line, by the key of its case; `code (1.x)` where one generation alone has the fault. */
export const readTold = (): ReadonlyMap<string, readonly string[]> =>
  new Map(Object.entries(z.record(z.string(), z.array(z.string())).parse(JSON.parse(readFileSync(TOLD_FILE, 'utf8')))))
