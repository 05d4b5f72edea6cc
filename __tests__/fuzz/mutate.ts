/** Numbers from 0 up to, and without, 1; the same for the same seed (mulberry32). */
export const randomOf = (seed: number): (() => number) => {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** What parsers stumble over: the signs of YAML, JSON, zip, Markdown and of patterns, and numbers at their limits. */
const TOKENS: readonly Uint8Array[] = [
  ...[
    '\n',
    '\r\n',
    '\t',
    '\0',
    ' ',
    ': ',
    '- ',
    '? ',
    '---\n',
    '...\n',
    '&a ',
    '*a',
    '<<: ',
    '!!binary ',
    '!<x> ',
    '%YAML 9.9\n',
  ],
  ...[
    '"',
    "'",
    '|\n',
    '>-\n',
    '{',
    '}',
    '[',
    ']',
    ',',
    '#',
    '{{',
    '}}',
    '${',
    '$',
    '\\',
    '\\u',
    '/',
    '..',
    '../',
    '*',
    '**',
    '!',
  ],
  ...[
    'null',
    'true',
    '1e999',
    '-0',
    '0x7fffffff',
    '9007199254740993',
    '.inf',
    '2024-02-30',
    '1:60',
    '"__proto__"',
    'constructor: ',
  ],
  ...[
    '__proto__: ',
    'toString',
    'id: ',
    'namespace: ',
    'tasks:\n',
    'type: ',
    'kv(',
    '::error::',
    '<!--',
    '-->',
    '```',
    '@all',
    '\u202e',
  ],
  ...['\ufeff', '\ud83d\ude00', 'PK\u0001\u0002', 'PK\u0005\u0006'],
].map((text) => new TextEncoder().encode(text))
const BYTES: readonly Uint8Array[] = [[0xff], [0xc3], [0xed, 0xa0, 0x80], [0, 0, 0, 0], [0xff, 0xff, 0xff, 0xff]].map(
  (bytes) => Uint8Array.from(bytes),
)

const MOST_BYTES = 200_000

/** Another input made of `seeds`: one of them, changed in one to eight places. The same for the same numbers. */
export const mutate = (seeds: readonly Uint8Array[], random: () => number): Uint8Array => {
  const upTo = (limit: number): number => Math.floor(random() * limit)
  const pick = <T>(items: readonly T[]): T => items[upTo(items.length)] as T
  let bytes = Buffer.from(pick(seeds))
  for (let left = 1 + upTo(8); left > 0; left -= 1) {
    const at = upTo(bytes.length + 1)
    const end = Math.min(bytes.length, at + 1 + upTo(random() < 0.5 ? 4 : bytes.length + 1))
    const [before, within, after] = [bytes.subarray(0, at), bytes.subarray(at, end), bytes.subarray(end)]
    const other = Buffer.from(pick(seeds))
    const from = upTo(other.length + 1)
    const changed = [
      () => [before, after],
      () => [before, pick(TOKENS), bytes.subarray(at)],
      () => [before, pick(TOKENS), after],
      () => [before, pick(BYTES), bytes.subarray(at)],
      () => [before, within.map((byte) => byte ^ (1 << upTo(8))), after],
      () => [before, other.subarray(from, from + 1 + upTo(200)), after],
      () => [before, ...Array.from({ length: 2 + upTo(40) }, () => within), after],
      () => [
        before,
        ...Array.from({ length: 1 + upTo(2000) }, () => pick([within.subarray(0, 2), within.subarray(0, 1)])),
        after,
      ],
      () => [before],
    ]
    bytes = Buffer.concat(pick(changed)()).subarray(0, MOST_BYTES)
  }
  return bytes
}
