/** One scalar as Kestra's parser types it. `text` is what a text property of the server gets from it. */
export interface TypedScalar {
  readonly value: string | number | boolean | null
  readonly text: string | undefined
  /** The parser takes it for a number and then fails on it (`.inf`, `1:30.5`): the server refuses the document. */
  readonly isMalformed?: true
}

// The implicit types of SnakeYAML's Resolver (YAML 1.1), narrowed by Jackson's YAMLParser: it leaves sexagesimal
// numbers, timestamps, `y` and `n` as text, and `08` is no octal number.
const BOOLEAN = /^(?:yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF)$/
const TRUE = /^(?:yes|true|on)$/i
const NULL = /^(?:~|null|Null|NULL)$/
const INTEGER = /^[-+]?(?:0b_*[01][01_]*|0_*[0-7][0-7_]*|0|[1-9][0-9_]*|0x_*[0-9a-fA-F][0-9a-fA-F_]*)$/
const FLOAT =
  /^(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+]?[0-9]+)?|[-+]?[0-9][0-9_]*[eE][-+]?[0-9]+|[-+]?\.[0-9_]+(?:[eE][-+]?[0-9]+)?)$/
const MALFORMED = /^(?:[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/
const TYPED_START = /^[-+.~0-9yYnNtTfFoO]/

/** Reads a scalar that stands without quotes and without a tag. */
export const parsePlainScalar = (written: string): TypedScalar => {
  if (!TYPED_START.test(written)) return asText(written)
  if (BOOLEAN.test(written)) return asBoolean(written)
  if (NULL.test(written)) return { value: null, text: undefined }
  if (INTEGER.test(written)) return asInteger(written)
  if (FLOAT.test(written)) return asFloat(written)
  return MALFORMED.test(written) ? { value: written, text: written, isMalformed: true } : asText(written)
}

/** Reads a scalar with the tag `!`, which makes of a text in quotes what it would be without them. */
export const parseUnspecificScalar = (written: string): TypedScalar =>
  written === ' ' ? { value: null, text: undefined } : parsePlainScalar(written)

/** Reads a scalar with an explicit tag such as `!!int`; a tag that the parser does not know leaves the text. */
export const parseTaggedScalar = (written: string, tag: string): TypedScalar => {
  const type = tag.replace('tag:yaml.org,2002:', '')
  if (written === '' || type === 'str') return asText(written)
  if (type === 'null') return { value: null, text: undefined }
  if (type === 'bool' && /^(?:y|n|yes|no|on|off|true|false)$/i.test(written)) return asBoolean(written)
  if (type === 'int' && INTEGER.test(written)) return asInteger(written)
  if (type === 'float' && (FLOAT.test(written) || INTEGER.test(written))) return asFloat(written)
  return asText(written)
}

/** A scalar that stays the text that it is. */
export const asText = (written: string): TypedScalar => ({ value: written, text: written })

const asBoolean = (written: string): TypedScalar => {
  const value = TRUE.test(written) || /^y$/i.test(written)
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
  // `._` has the form of a number and no digit.
  return Number.isNaN(value) ? { ...asText(written), isMalformed: true } : { value, text: javaDoubleText(value) }
}

/**
 * A number as Java's `Double.toString` writes it: always with a point, and in scientific form below 10⁻³ and from 10⁷.
 * The server makes text of a YAML number this way, so `id: 1.10` is stored as `1.1` and `1e7` as `1.0E7`.
 */
const javaDoubleText = (value: number): string => {
  if (Number.isNaN(value)) return 'NaN'
  if (!Number.isFinite(value)) return value > 0 ? 'Infinity' : '-Infinity'
  const magnitude = Math.abs(value)
  const sign = value < 0 || Object.is(value, -0) ? '-' : ''
  if (magnitude === 0) return `${sign}0.0`
  if (magnitude >= 1e-3 && magnitude < 1e7) return sign + withPoint(magnitude.toString())
  const [mantissa = '', exponent = ''] = magnitude.toExponential().split('e')
  return `${sign}${withPoint(mantissa)}E${Number(exponent)}`
}

const withPoint = (digits: string): string => (digits.includes('.') ? digits : `${digits}.0`)
