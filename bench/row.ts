/** One figure with the limit that the project holds itself to. */
export interface Row {
  readonly name: string
  readonly value: number
  readonly unit: string
  readonly limit: number
}

/** A table for people; `over` marks what is over its limit. */
export const renderRows = (rows: readonly Row[]): string =>
  rows
    .map(({ name, value, unit, limit }) => {
      const mark = value > limit ? '  over the limit' : ''
      return `${name.padEnd(74)} ${value.toFixed(2).padStart(9)} ${unit.padEnd(8)} limit ${limit}${mark}`
    })
    .join('\n')
