import type { PebbleWord } from './lex-pebble.ts'
import type { PebbleFault } from './pebble-tree.ts'

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

/** The words of a template, read one after the other. Whatever does not stand where it must is a PebbleStop. */
export class PebbleReader {
  readonly #words: readonly PebbleWord[]
  #at = 0
  #depth = 0

  constructor(words: readonly PebbleWord[]) {
    this.#words = words
  }

  /** The next word, which is left to be read. */
  current(): PebbleWord {
    const word = this.#words[Math.min(this.#at, this.#words.length - 1)]
    if (word === undefined) throw new TooDeep()
    return word
  }

  /** Whether the sign stands next, or so many words further on. */
  isSign(sign: string, ahead = 0): boolean {
    const word = this.#words[this.#at + ahead] ?? this.current()
    return word.kind === 'sign' && word.text === sign
  }

  next(): PebbleWord {
    const word = this.current()
    this.#at += 1
    return word
  }

  /** Where the last word that was read ends. */
  readUpTo(): number {
    return this.#words[this.#at - 1]?.end ?? 0
  }

  /** Goes one level down, for as long as `read` reads. */
  deeper<Read>(read: () => Read): Read {
    this.#depth += 1
    if (this.#depth > MOST_DEPTH) throw new TooDeep()
    const found = read()
    this.#depth -= 1
    return found
  }

  /** Stops at a word, if not at the next. */
  stop(wanted: string, { kind, text, start, end } = this.current()): never {
    if (kind === 'fault') throw new PebbleStop({ start, end, says: text })
    const found = kind === 'text' ? 'a text' : `\`${text}\``
    const says = kind === 'end' ? `${wanted} is missing` : `${found} stands where ${wanted} is expected`
    throw new PebbleStop({ start, end, says })
  }

  expectSign(sign: string): PebbleWord {
    return this.isSign(sign) ? this.next() : this.stop(`\`${sign}\``)
  }

  expectName(wanted: string): PebbleWord {
    return this.current().kind === 'name' ? this.next() : this.stop(wanted)
  }

  /** A name that gets a value. */
  newName(): string {
    const { kind, text } = this.current()
    if (kind === 'name' && ['true', 'false', 'null', 'none'].includes(text)) return this.stop('a name')
    return this.expectName('a name').text
  }
}
