import type { FlowRule } from '../flow-rule.ts'

// The sync tasks of plugin-git, under their names of all versions; the Push tasks only read the server.
const SYNC_TYPE = /^io\.kestra\.plugin\.(?:ee\.)?git\.(?:Sync\w*|NamespaceSync|TenantSync)$/

/** Tasks that bring flows or files from Git to the server by themselves, beside this deployment. */
export const checkMasters: FlowRule = ({ nodes }) =>
  nodes
    .filter(({ kind, type = '' }) => kind === 'task' && SYNC_TYPE.test(type))
    .map(({ path, type = '', value }) => {
      const target = value['targetNamespace'] ?? value['namespace']
      const where = typeof target === 'string' ? ` of namespace "${target}"` : ''
      const message = `${type.split('.').at(-1)} writes the resources${where} from Git as well: two masters for one namespace.`
      return { code: 'two-masters', path: [...path, 'type'], message }
    })
