const CODES = { red: 31, green: 32, yellow: 33, cyan: 36, bold: 1, dim: 2 } as const

/** Paints a piece of text for the terminal, or gives it back as it is. */
export type Paint = (style: keyof typeof CODES, text: string) => string

/** With ECMA-48 colours, or without any. */
export const makePaint = (color: boolean): Paint =>
  color ? (style, text) => `\u001b[${CODES[style]}m${text}\u001b[0m` : (_style, text) => text

/** How lines are made for one terminal. `width` in columns. */
export interface Style {
  readonly paint: Paint
  readonly width: number
}
