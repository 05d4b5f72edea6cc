import type { PebbleWord } from './lex-pebble.ts'
import type { PebbleFault } from './pebble-tree.ts'

/** Thrown at the place where Pebble stops parsing. */
export class PebbleStop extends Error {
  readonly fault: PebbleFault

  constructor(fault: PebbleFault) {
    super(fault.says)
    this.fault = fault
  }
}

/** Thrown for a template that is nested deeper than `MAX_DEPTH`. */
export class TooDeep extends Error {}
const MAX_DEPTH = 200

/** Reads the tokens of a template one after the other. Throws PebbleStop at an unexpected token. */
export class PebbleReader {
  readonly #tokens: readonly PebbleWord[]
  #at = 0
  #depth = 0

  constructor(tokens: readonly PebbleWord[]) {
    this.#tokens = tokens
  }

  /** The next token, without consuming it. */
  current(): PebbleWord {
    const word = this.#tokens[Math.min(this.#at, this.#tokens.length - 1)]
    if (word === undefined) throw new TooDeep()
    return word
  }

  /** True if the next token is the sign, or the one `ahead` tokens later. */
  isSign(sign: string, ahead = 0): boolean {
    const word = this.#tokens[this.#at + ahead] ?? this.current()
    return word.kind === 'sign' && word.text === sign
  }

  next(): PebbleWord {
    const word = this.current()
    this.#at += 1
    return word
  }

  /** The end of the last consumed token. */
  readUpTo(): number {
    return this.#tokens[this.#at - 1]?.end ?? 0
  }

  /** Counts one level of nesting while `read` runs. */
  deeper<Read>(read: () => Read): Read {
    this.#depth += 1
    if (this.#depth > MAX_DEPTH) throw new TooDeep()
    const found = read()
    this.#depth -= 1
    return found
  }

  /** Throws PebbleStop at the given token, by default the next. */
  stop(wanted: string, { kind, text, start, end } = this.current()): never {
    if (kind === 'fault') throw new PebbleStop({ start, end, says: text })
    const found = kind === 'text' ? 'a text' : `\`${text}\``
    const says = kind === 'end' ? `${wanted} is missing` : `${found} is where ${wanted} is expected`
    throw new PebbleStop({ start, end, says })
  }

  expectSign(sign: string): PebbleWord {
    return this.isSign(sign) ? this.next() : this.stop(`\`${sign}\``)
  }

  expectName(wanted: string): PebbleWord {
    return this.current().kind === 'name' ? this.next() : this.stop(wanted)
  }

  /** Reads a name that gets a value. */
  newName(): string {
    const { kind, text } = this.current()
    if (kind === 'name' && ['true', 'false', 'null', 'none'].includes(text)) return this.stop('a name')
    return this.expectName('a name').text
  }
}
