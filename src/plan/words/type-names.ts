import { code } from './code.ts'

/** The type of a plugin by its last name, `` `Log` ``; of two with the same last name both in full. */
export const describeTypeChange = (before: string, after: string): string => {
  const names = [lastName(before), lastName(after)]
  return names[0] === names[1] ? `${code(before)} → ${code(after)}` : names.map(code).join(' → ')
}

/** `Log` of `io.kestra.plugin.core.log.Log`. */
export const lastName = (type: string): string => type.slice(type.lastIndexOf('.') + 1)
