import { isDefaultFor, pluginDefaultsOf } from '../../flow/plugin-defaults.ts'
import type { FlowNode } from '../../flow/walk-tasks.ts'
import { isAtLeast } from '../../kestra/server.ts'
import { isTemplate } from '../../pebble/lex-pebble.ts'
import type { FlowRule, RuleContext } from '../rule-context.ts'
import { binaryReads } from './binary-reads.ts'

const LOCAL_DELETE = 'io.kestra.plugin.fs.local.Delete'

/** What calls Kestra's own API, of the plugins "git" and "kestra"; `Clone` and `Push` talk to Git alone. */
const CALLS_API =
  /^io\.kestra\.plugin\.(?:git\.(?:SyncFlows?|SyncNamespaceFiles|PushFlows|PushNamespaceFiles|NamespaceSync|TenantSync)|kestra(?:\.\w+)+)$/

/**
 * What 2.0 stores and runs with another result (docs/internals/facts/kestra.md, "Syntax that 2.0 no longer has"). Nothing for a server of
 * 1.x, and nothing where the flow says it itself or by its plugin defaults.
 */
export const checkChangesOn2: FlowRule = (flow) => {
  if (flow.version !== undefined && !isAtLeast(flow.version, 2, 0)) return []
  const nodes = flow.nodes.filter(({ kind }) => kind !== 'condition')
  return [
    ...nodes.filter((node) => mayDeleteFolder(flow, node)).map(notRecursive),
    ...nodes.filter((node) => needsAuth(flow, node)).map(withoutAuth),
    ...binaryReads(flow),
  ]
}

/** True for a node that has no value for the property, of its own or by plugin defaults. */
const lacks = ({ value: flow }: RuleContext, { type = '', value }: FlowNode, property: string): boolean =>
  value[property] === undefined &&
  !pluginDefaultsOf(flow).some((each) => isDefaultFor(each, type) && each.values[property] !== undefined)

/** A path with a dot in its last part is a file, where it holds no expression. */
const mayDeleteFolder = (flow: RuleContext, node: FlowNode): boolean => {
  if (node.type !== LOCAL_DELETE || !lacks(flow, node, 'recursive')) return false
  const { from } = node.value
  return typeof from !== 'string' || isTemplate(from) || !/\.[^/]+$/.test(from)
}

const notRecursive = ({ path }: FlowNode) => ({
  code: 'changes-on-2' as const,
  path: [...path, 'type'],
  message:
    'Kestra 2.0 deletes a folder here without what is in its subfolders: `recursive` is false by default, and was true.',
  hint: 'Write `recursive: true` or `recursive: false`; 1.x takes both.',
})

const needsAuth = (flow: RuleContext, node: FlowNode): boolean =>
  CALLS_API.test(node.type ?? '') && lacks(flow, node, 'auth')

const withoutAuth = ({ path }: FlowNode) => ({
  code: 'changes-on-2' as const,
  path: [...path, 'type'],
  message: 'On Kestra 2.0 this signs in to Kestra: it needs `auth`, or credentials of the server.',
  hint: 'Write `auth`, or set `kestra.tasks.sdk.authentication` on the server.',
})
