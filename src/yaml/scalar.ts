import type { CST, Scalar } from 'yaml'

/** One scalar with the type of Kestra's parser. `text` is the text that a text property of the server receives. */
interface TypedScalar {
  readonly value: string | number | boolean | null
  readonly text: string | undefined
  /** The parser reads it as a number and then fails on it (`.inf`, `1:30.5`): the server refuses the document. */
  readonly isMalformed?: true
}

/** The type and text that Kestra gives to a scalar node. */
export const parseScalar = (node: Scalar): TypedScalar => {
  const written = writtenText(node)
  // The tag `!` makes a quoted text equal to the same text without quotes.
  if (node.tag === '!') return written === ' ' ? NOTHING : parsePlainScalar(written)
  if (node.tag !== undefined) return parseTaggedScalar(written, node.tag)
  return node.type === 'PLAIN' ? parsePlainScalar(written) : asText(written)
}

/** The text of a scalar as written, without quotes: `1.10` is `1.10`. */
export const writtenText = (node: Scalar): string => blockScalarText(node) ?? node.source ?? ''

// The implicit types of SnakeYAML's Resolver (YAML 1.1), reduced by Jackson's YAMLParser. Jackson reads sexagesimal numbers, timestamps,
// `y` and `n` as text, and `08` is not an octal number.
const BOOLEAN = /^(?:yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF)$/
const TRUE = /^(?:y|yes|true|on)$/i
const NULL = /^(?:~|null|Null|NULL)$/
const INTEGER = /^[-+]?(?:0b_*[01][01_]*|0_*[0-7][0-7_]*|0|[1-9][0-9_]*|0x_*[0-9a-fA-F][0-9a-fA-F_]*)$/
const FLOAT =
  /^(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+]?[0-9]+)?|[-+]?[0-9][0-9_]*[eE][-+]?[0-9]+|[-+]?\.[0-9_]+(?:[eE][-+]?[0-9]+)?)$/
const MALFORMED = /^(?:[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/
const TYPED_START = /^[-+.~0-9yYnNtTfFoO]/

/** Reads a scalar without quotes and without a tag. */
export const parsePlainScalar = (written: string): TypedScalar => {
  if (!TYPED_START.test(written)) return asText(written)
  if (BOOLEAN.test(written)) return asBoolean(written)
  if (NULL.test(written)) return NOTHING
  if (INTEGER.test(written)) return asInteger(written)
  if (FLOAT.test(written)) return asFloat(written)
  return MALFORMED.test(written) ? { value: written, text: written, isMalformed: true } : asText(written)
}

/** Reads a scalar with an explicit tag such as `!!int`. An unknown tag gives text. */
const parseTaggedScalar = (written: string, tag: string): TypedScalar => {
  const type = tag.replace('tag:yaml.org,2002:', '')
  if (written === '' || type === 'str') return asText(written)
  if (type === 'null') return NOTHING
  if (type === 'bool' && /^(?:y|n|yes|no|on|off|true|false)$/i.test(written)) return asBoolean(written)
  if (type === 'int' && INTEGER.test(written)) return asInteger(written)
  if (type === 'float' && (FLOAT.test(written) || INTEGER.test(written))) return asFloat(written)
  return asText(written)
}

const NOTHING: TypedScalar = { value: null, text: undefined }

const asText = (written: string): TypedScalar => ({ value: written, text: written })

const asBoolean = (written: string): TypedScalar => {
  const value = TRUE.test(written)
  return { value, text: String(value) }
}

const asInteger = (written: string): TypedScalar => {
  const isNegative = written.startsWith('-')
  const digits = written.replace(/^[-+]/, '').replaceAll('_', '')
  const isOctal = /^0[0-9]/.test(digits)
  const magnitude = BigInt(isOctal ? `0o${digits.slice(1)}` : digits)
  const exact = isNegative ? -magnitude : magnitude
  return { value: Number(exact), text: exact.toString() }
}

const asFloat = (written: string): TypedScalar => {
  const value = Number(written.replaceAll('_', ''))
  // `._` matches the pattern of a number but has no digit.
  return Number.isNaN(value) ? { ...asText(written), isMalformed: true } : { value, text: javaDoubleText(value) }
}

/**
 * A number as Java's `Double.toString` writes it: always with a point, and in scientific form below 10⁻³ and from 10⁷. The server converts
 * YAML numbers to text in this way, so `id: 1.10` is stored as `1.1` and `1e7` as `1.0E7`.
 */
const javaDoubleText = (value: number): string => {
  const magnitude = Math.abs(value)
  const sign = value < 0 || Object.is(value, -0) ? '-' : ''
  if (magnitude === Number.POSITIVE_INFINITY) return `${sign}Infinity`
  if (magnitude === 0) return `${sign}0.0`
  if (magnitude >= 1e-3 && magnitude < 1e7) return sign + withPoint(magnitude.toString())
  const [mantissa = '', exponent = ''] = magnitude.toExponential().split('e')
  return `${sign}${withPoint(mantissa)}E${Number(exponent)}`
}

const withPoint = (digits: string): string => (digits.includes('.') ? digits : `${digits}.0`)

/**
 * The text of a block scalar (`|`, `>`) as in Kestra's parser (SnakeYAML, ScannerImpl.scanBlockScalar; docs/internals/facts/kestra.md,
 * "YAML dialect"). A YAML 1.2 library adds a line feed at the end of the file and drops blanks. `undefined` for other nodes.
 */
const blockScalarText = ({ srcToken }: Scalar): string | undefined => {
  if (srcToken?.type !== 'block-scalar') return undefined
  const header = srcToken.props.find(isHeader)?.source ?? ''
  const { source: body, indent: columnAround } = srcToken
  const isFolded = header.startsWith('>')
  let [text, lastBreak, breaks, previous] = ['', '', '', '']
  for (const { content, lineBreak } of linesOf(body, indentationOf(header, body, columnAround))) {
    if (content === '') {
      breaks += lineBreak
      continue
    }
    const isJoined = isFolded && lastBreak !== '' && !startsBlank(previous) && !startsBlank(content)
    text += (isJoined ? joint(breaks) : lastBreak + breaks) + content
    ;[lastBreak, breaks, previous] = [lineBreak, '', content]
  }
  if (header.includes('-')) return text
  return text + lastBreak + (header.includes('+') ? breaks : '')
}

const isHeader = (token: CST.Token): token is CST.SourceToken => token.type === 'block-scalar-header'

const joint = (breaks: string): string => (breaks === '' ? ' ' : breaks)

const startsBlank = (content: string): boolean => content.startsWith(' ') || content.startsWith('\t')

/** The indentation of a block scalar. `columnAround`: the column of the map or list around it, -1 if there is none. */
const indentationOf = (header: string, body: string, columnAround: number): number => {
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

/** Yields the lines without their indentation. The last line has an empty `lineBreak` if the file ends there. */
function* linesOf(body: string, indentation: number): Generator<{ content: string; lineBreak: string }> {
  let left = body.length
  for (const line of body.split('\n')) {
    left -= line.length + 1
    const content = line.slice(Math.min(blanksOf(line), indentation))
    yield { content: content.endsWith('\r') ? content.slice(0, -1) : content, lineBreak: left < 0 ? '' : '\n' }
  }
}
