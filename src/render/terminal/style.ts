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

/** Breaks text at spaces so that no line is longer than `width` columns, if its words allow; each line gets `indent`. */
export const wrapText = (text: string, width: number, indent: string): readonly string[] => {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const line = lines.at(-1)
    if (line !== undefined && line.length + 1 + word.length <= width) lines[lines.length - 1] = `${line} ${word}`
    else lines.push(`${indent}${word}`)
  }
  return lines
}
