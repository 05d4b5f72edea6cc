const CODES = { red: 31, green: 32, yellow: 33, cyan: 36, bold: 1, dim: 2 } as const

/** Adds a terminal style to a text, or returns it unchanged. */
export type Paint = (style: keyof typeof CODES, text: string) => string

/** Returns a `Paint` with ECMA-48 colours, or one without any. */
export const makePaint = (color: boolean): Paint =>
  color ? (style, text) => `\u001b[${CODES[style]}m${text}\u001b[0m` : (_style, text) => text

/** Layout of one terminal. `width` is in columns. */
export interface Style {
  readonly paint: Paint
  readonly width: number
}
