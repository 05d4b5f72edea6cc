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
