import type { CST, Scalar } from 'yaml'

/** A block scalar (`|`, `>`) as it is written. */
interface WrittenBlock {
  /** From its sign on: `|`, `>-`, `|2+`. */
  readonly header: string
  /** The lines below it. */
  readonly body: string
  /** The column of the map or list around it; -1 where there is none. */
  readonly columnAround: number
}

/**
 * The text that Kestra's parser makes of a block scalar (docs/facts/kestra.md, "YAML dialect"): a YAML library of today adds a
 * line feed that the file does not end in, and leaves out blanks. `undefined` for a node of another kind.
 */
export const blockScalarText = ({ srcToken }: Scalar): string | undefined => {
  if (srcToken?.type !== 'block-scalar') return undefined
  const header = srcToken.props.find(isHeader)?.source ?? ''
  return textOf({ header, body: srcToken.source, columnAround: srcToken.indent })
}

const isHeader = (token: CST.Token): token is CST.SourceToken => token.type === 'block-scalar-header'

/** As SnakeYAML does it (ScannerImpl.scanBlockScalar). */
const textOf = (block: WrittenBlock): string => {
  const indentation = indentationOf(block)
  const isFolded = block.header.startsWith('>')
  let [text, lastBreak, breaks, previous] = ['', '', '', '']
  for (const { content, lineBreak } of linesOf(block.body, indentation)) {
    if (content === '') {
      breaks += lineBreak
      continue
    }
    const isJoined = isFolded && lastBreak !== '' && !startsBlank(previous) && !startsBlank(content)
    text += (isJoined ? joint(breaks) : lastBreak + breaks) + content
    ;[lastBreak, breaks, previous] = [lineBreak, '', content]
  }
  if (block.header.includes('-')) return text
  return text + lastBreak + (block.header.includes('+') ? breaks : '')
}

const joint = (breaks: string): string => (breaks === '' ? ' ' : breaks)

const startsBlank = (content: string): boolean => content.startsWith(' ') || content.startsWith('\t')

const indentationOf = ({ header, body, columnAround }: WrittenBlock): number => {
  const least = Math.max(columnAround + 1, 1)
  const stated = /[1-9]/.exec(header)?.[0]
  if (stated !== undefined) return least + Number(stated) - 1
  let most = least
  for (const line of body.split('\n')) {
    const blanks = blanksOf(line)
    most = Math.max(most, blanks)
    if (!/^\r?$/.test(line.slice(blanks))) break
  }
  return most
}

const blanksOf = (line: string): number => /^ */.exec(line)?.[0].length ?? 0

/** The lines without their indentation; the last has no break where the file ends in it. */
function* linesOf(body: string, indentation: number): Generator<{ content: string; lineBreak: string }> {
  let left = body.length
  for (const line of body.split('\n')) {
    left -= line.length + 1
    const content = line.slice(Math.min(blanksOf(line), indentation))
    yield { content: content.endsWith('\r') ? content.slice(0, -1) : content, lineBreak: left < 0 ? '' : '\n' }
  }
}
