import { sourceFiles } from '../architecture/source-files.ts'

/** One fenced block of a page. */
export interface Block {
  readonly page: string
  /** Of its first line. */
  readonly line: number
  /** What stands behind the fence: language, then settings. */
  readonly language: string
  readonly text: string
}

/** Every fenced block of a text, without the indentation of its fence. */
export const blocksIn = (page: string, text: string): readonly Block[] =>
  [...text.matchAll(/^( *)```(.*)\n([\s\S]*?)^\1```$/gm)].map((match) => {
    const [, indent = '', language = '', body = ''] = match
    return {
      page,
      line: text.slice(0, match.index).split('\n').length + 1,
      language,
      text: body.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
    }
  })

/** Those of README.md and docs/. */
export const blocks = (): readonly Block[] =>
  sourceFiles(/^(?:README|docs\/.+)\.md$/).flatMap(({ path, text }) => blocksIn(path, text))

/** The lines of a text without the indentation that all of them share. */
export const dedented = (text: string): readonly string[] => {
  const lines = text.trimEnd().split('\n')
  const indents = lines.filter((line) => line !== '').map((line) => line.length - line.trimStart().length)
  return lines.map((line) => line.slice(Math.min(...indents)))
}

/** Whether some lines of the file, taken together out of their indentation, are this text. */
export const isPartOf = (text: string, file: string): boolean => {
  const wanted = dedented(text)
  const lines = file.split('\n')
  return lines.some((_line, start) => {
    const part = dedented(lines.slice(start, start + wanted.length).join('\n'))
    return part.length === wanted.length && part.every((line, index) => line === wanted[index])
  })
}
