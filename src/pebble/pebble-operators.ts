/** Binds stronger the higher it is. That of `??` is 120 before 2.0: what is accepted is the same. */
export const STRENGTH: ReadonlyMap<string, number> = new Map([
  ['or', 10],
  ['and', 15],
  ...['is', 'is not', 'contains'].map((sign): [string, number] => [sign, 20]),
  ...['==', 'equals', '!=', '>', '<', '>=', '<=', '??', '???', 'isIn'].map((sign): [string, number] => [sign, 30]),
  ...['+', '-'].map((sign): [string, number] => [sign, 40]),
  ...['*', '/', '%'].map((sign): [string, number] => [sign, 60]),
  ['|', 100],
  ['~', 110],
  ['..', 120],
])
export const UNARY = new Set(['not', '+', '-'])
export const UNARY_STRENGTH = 500

/** Words that are a value. */
export const LITERALS: ReadonlyMap<string, boolean | null> = new Map([
  ...['true', 'TRUE'].map((word): [string, boolean] => [word, true]),
  ...['false', 'FALSE'].map((word): [string, boolean] => [word, false]),
  ...['null', 'NULL', 'none', 'NONE'].map((word): [string, null] => [word, null]),
])
