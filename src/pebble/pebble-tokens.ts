/** One word or sign of an expression; offsets are those of the text that holds it. */
export interface PebbleToken {
  readonly kind: 'name' | 'number' | 'text' | 'sign'
  readonly text: string
  readonly start: number
  readonly end: number
}

const TOKEN =
  /(?<blank>\s+)|(?<name>[A-Za-z_]\w*)|(?<number>\d+(?:\.\d+)?L?)|(?<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(?<sign>\?{1,3}|[=!<>]=|[()[\]{}.,:|~+*/%=<>!-])/sy

/** The word, sign or white space that begins at `at`, also outside of tags; `undefined` where there is none of Pebble's. */
export const pebbleTokenAt = (text: string, at: number) => {
  TOKEN.lastIndex = at
  const groups = TOKEN.exec(text)?.groups
  if (groups === undefined) return undefined
  const end = TOKEN.lastIndex
  const kind = (['blank', 'name', 'number', 'text'] as const).find((name) => groups[name] !== undefined) ?? 'sign'
  return { kind, text: text.slice(at, end), start: at, end } as const
}

/** What a sign adds to the number of open brackets. */
export const depthOf = (sign: string): number => {
  if ('([{'.includes(sign)) return 1
  return ')]}'.includes(sign) ? -1 : 0
}
