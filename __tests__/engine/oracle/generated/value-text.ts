import { type Chance, some } from './chance.ts'

/** Numbers and words as people and programs write them, each another one to some parser. */
const WRITTEN = [
  '1',
  '0',
  '-1',
  '1.10',
  '4.50',
  '100',
  'true',
  'false',
  'plain',
  '012',
  '0o17',
  '0x1F',
  '1_000',
  '+5',
  '1e3',
  '1E-7',
  '12345678901234567890',
  '9007199254740993',
  '2147483648',
  '1.7976931348623157e309',
  '0.1234567890123456789',
  '1.0',
  '.5',
  '5.',
  '-0',
  '-0.0',
  'True',
  'yes',
  'off',
  '2031-01-01',
  '2031-01-01T10:20:30Z',
  '12:30:00',
] as const

const PIECES = [
  'a',
  'b ',
  ' ',
  "'",
  '"',
  '{',
  '}',
  '}}',
  '[',
  ',',
  ':',
  '\\',
  '\\n',
  '\n',
  '\t',
  '%}',
  '#',
  '#}',
  '$',
  '<b>',
  '&amp;',
  'é',
  'ß',
  '日本',
  '🛒',
  '\u200d',
  '1',
  '.',
  'null',
] as const

/** Expressions that can be rendered: of a fixture whose outputs cannot, Kestra's execution does not end. */
const EXPRESSIONS = [
  '{{ inputs.who }}',
  '{{ 1 + 1 }}',
  '{{ inputs.count }}',
  "{{ 'x' | upper }}",
  '{{ [1, "a"] | toJson }}',
  "{{ {'k': 'v'} }}",
  "{{ '{{' }}",
  '{% raw %}{{ inputs.who }}{% endraw %}',
  '{% if inputs.who == "you" %}is{% else %}is not{% endif %}',
  '{# nothing #}',
  '{{ flow.id }}',
  '{{ vars.greeting }}',
  '{{ execution.state }}',
  '{{ nobody ?? null }}',
] as const

/** A text of a few signs, some of which mean something to YAML, JSON, Pebble or HTML. */
export const wordsOf = (chance: Chance): string =>
  Array.from({ length: 1 + chance.upTo(4) }, () =>
    chance.inHundred(12) ? chance.pick(EXPRESSIONS) : chance.pick(PIECES),
  ).join('')

/** A text in quotes of YAML. */
export const quotedText = (chance: Chance, text: string): string =>
  !text.includes('\n') && chance.inHundred(40) ? `'${text.replaceAll("'", "''")}'` : JSON.stringify(text)

/** A scalar of YAML on one line, as it stands within braces. */
export const scalarText = (chance: Chance): string => {
  if (chance.inHundred(45)) return chance.pick(WRITTEN)
  if (chance.inHundred(3)) return chance.pick(['null', '~'])
  return quotedText(chance, wordsOf(chance))
}

export const KEYS = [
  'value',
  'a',
  'deep',
  'with space',
  'a-dash',
  'values',
  'ü',
  '1',
  'true',
  '{{ inputs.who }}',
] as const

/** A value of YAML on one line; lists and maps down to `depth`. */
export const valueText = (chance: Chance, depth: number): string => {
  if (depth === 0 || chance.inHundred(60)) return scalarText(chance)
  return chance.inHundred(50)
    ? `[${some(chance, 3, () => valueText(chance, depth - 1)).join(', ')}]`
    : mapText(chance, depth - 1)
}

export const mapText = (chance: Chance, depth: number): string => {
  const keys = new Set(some(chance, 3, () => chance.pick(KEYS)))
  return `{ ${[...keys].map((key) => `${keyText(key)}: ${valueText(chance, depth)}`).join(', ')} }`
}

const keyText = (key: string): string => (/^[a-z]+$/.test(key) && key !== 'true' ? key : JSON.stringify(key))
