/** One figure with the limit that the project holds itself to. */
export interface Row {
  readonly name: string
  readonly value: number
  readonly unit: string
  readonly limit: number
}

/** A table for people, each row within its limit or not. */
export const renderRows = (rows: readonly Row[]): string =>
  rows
    .map(({ name, value, unit, limit }) => {
      const mark = value > limit ? 'MISSED' : 'within'
      return `${mark} ${name.padEnd(82)} ${value.toFixed(2).padStart(9)} ${unit.padEnd(8)} limit ${limit}`
    })
    .join('\n')
