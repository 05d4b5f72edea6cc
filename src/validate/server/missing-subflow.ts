/**
 * The flow that a server's warning misses, e.g. `The subflow 'load' not found in namespace 'company'.`; `undefined` for
 * any other text. Servers look among deployed flows only, so a subflow of the same tree is missed wrongly (kestra-api.md 3.6).
 */
export const missingSubflow = (warning: string): { readonly namespace: string; readonly id: string } | undefined => {
  const [, id, namespace] = /^The subflow '(.*)' not found in namespace '(.*)'\.?$/.exec(warning) ?? []
  return id === undefined || namespace === undefined ? undefined : { namespace, id }
}
