import { isMapValue } from '../../flow/map-value.ts'

/** The texts that the `const` or `enum` of a part of a schema allows. */
export const constantsOf = (node: unknown): string[] => {
  if (!isMapValue(node)) return []
  const constants = Array.isArray(node['enum']) ? node['enum'] : [node['const']]
  return constants.filter((constant) => typeof constant === 'string')
}
