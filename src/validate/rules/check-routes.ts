import { isRouteName } from '../../resource/route-names.ts'
import type { FlowRule } from '../diagnostic.ts'

/**
 * A flow whose name, as it is deployed (namespaces mapped or implied), is the address of another route of the server: whoever
 * deletes it by its name can delete every flow of the tenant (kestra-api.md section 0).
 */
export const checkRoutes: FlowRule = ({ document: { namespace, id } }) => {
  if (namespace === undefined || id === undefined) return []
  if (!isRouteName({ kind: 'flow', namespace, name: id })) return []
  const message = `The flow would be \`${namespace}.${id}\`, and \`/flows/${namespace}/${id}\` is another route of Kestra's API: the flow could not be read or deleted by its name, and who tries can lose every flow of the tenant.`
  return [{ code: 'name-is-a-route', path: ['id'], message }]
}
