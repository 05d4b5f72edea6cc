/** On which line, from 0, each of these ascending offsets of a text is. One pass, however many there are. */
export const linesAt = (text: string, offsets: readonly number[]): readonly number[] => {
  let [line, end] = [0, text.indexOf('\n')]
  return offsets.map((offset) => {
    while (end !== -1 && end < offset) {
      line += 1
      end = text.indexOf('\n', end + 1)
    }
    return line
  })
}
