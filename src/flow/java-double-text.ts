/**
 * A number as Java's `Double.toString` writes it: always with a point, and in scientific form below 10⁻³ and from 10⁷.
 * The server makes text of a YAML number this way, so `id: 1.10` is stored as `1.1` and `1e7` as `1.0E7`.
 */
export const javaDoubleText = (value: number): string => {
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
