import type { PebbleWord } from './lex-pebble.ts'
import type { PebbleFault } from './pebble-tree.ts'

/** The words of a template, and how far they are read. */
export interface PebbleReader {
  readonly words: readonly PebbleWord[]
  at: number
  depth: number
}

/** Thrown where Pebble stops. */
export class PebbleStop extends Error {
  readonly fault: PebbleFault

  constructor(fault: PebbleFault) {
    super(fault.says)
    this.fault = fault
  }
}

/** Thrown where a template is nested deeper than anybody writes. */
export class TooDeep extends Error {}
const MOST_DEPTH = 200

/** Goes one level down, for as long as `read` reads. */
export const deeper = <Read>(reader: PebbleReader, read: () => Read): Read => {
  reader.depth += 1
  if (reader.depth > MOST_DEPTH) throw new TooDeep()
  const found = read()
  reader.depth -= 1
  return found
}

export const current = ({ words, at }: PebbleReader): PebbleWord => {
  const word = words[Math.min(at, words.length - 1)]
  if (word === undefined) throw new TooDeep()
  return word
}

export const isSign = (word: PebbleWord | undefined, sign: string): boolean =>
  word?.kind === 'sign' && word.text === sign

/** Stops at the word that stands there. */
export const stop = (reader: PebbleReader, wanted: string): never => {
  const { kind, text, start, end } = current(reader)
  if (kind === 'fault') throw new PebbleStop({ start, end, says: text })
  const found = kind === 'text' ? 'a text' : `\`${text}\``
  throw new PebbleStop({
    start,
    end,
    says: kind === 'end' ? `${wanted} is missing` : `${found} stands where ${wanted} is expected`,
  })
}

export const next = (reader: PebbleReader): PebbleWord => {
  const word = current(reader)
  reader.at += 1
  return word
}

export const expectSign = (reader: PebbleReader, sign: string): PebbleWord =>
  isSign(current(reader), sign) ? next(reader) : stop(reader, `\`${sign}\``)

export const expectName = (reader: PebbleReader, wanted: string): PebbleWord =>
  current(reader).kind === 'name' ? next(reader) : stop(reader, wanted)

/** A name that gets a value. */
export const newName = (reader: PebbleReader): PebbleWord => {
  const { kind, text } = current(reader)
  if (kind === 'name' && ['true', 'false', 'null', 'none'].includes(text)) return stop(reader, 'a name')
  return expectName(reader, 'a name')
}
