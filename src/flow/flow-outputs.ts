import { isMapValue } from '../yaml/map-value.ts'

/** The ids of the outputs that a flow declares; `undefined` when they cannot be told. */
export const flowOutputs = (flow: unknown): ReadonlySet<string> | undefined => {
  const outputs: unknown = isMapValue(flow) ? (flow['outputs'] ?? []) : undefined
  if (!Array.isArray(outputs)) return undefined
  const ids = outputs.map((output: unknown) => (isMapValue(output) ? output['id'] : undefined))
  const known = ids.filter((id) => typeof id === 'string')
  return known.length === ids.length ? new Set(known) : undefined
}
