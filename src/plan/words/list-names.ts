import { code } from './code.ts'

const MAX_NAMES = 4

/** `` `a`, `b` ``; of more than four names the first three and how many there are besides. */
export const listNames = (names: readonly string[]): string => {
  if (names.length <= MAX_NAMES) return names.map(code).join(', ')
  const shown = names.slice(0, MAX_NAMES - 1)
  return `${shown.map(code).join(', ')} and ${names.length - shown.length} more`
}
