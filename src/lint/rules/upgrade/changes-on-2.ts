import { isAtLeast } from '../../../flow/kestra-version.ts'
import { isDefaultFor, pluginDefaultsOf } from '../../../flow/plugin-defaults.ts'
import type { FlowNode } from '../../../flow/walk-tasks.ts'
import { isTemplate } from '../../../pebble/lex-pebble.ts'
import { defineRule, yaml } from '../../define-rule.ts'
import type { FlowRule, RuleContext } from '../../rule-context.ts'
import { binaryReads } from './binary-reads.ts'

export default defineRule({
  codes: {
    'changes-on-2': {
      severity: 'info',
      title: 'A task or expression that Kestra 2.0 runs differently',
      why: 'A task whose plugin for 2.0 has another default or needs credentials that 1.x does not ask for, or an expression that reads a result of Ion as text, which is binary on 2.0. The server stores the flow. With a server or schema of 1.x it is not reported; with one of 2.0 a read of binary Ion is a warning.',
      versions: '≥ 2.0',
      isOfVersion: true,
      examples: {
        reported: yaml`
          id: flow
          namespace: company.team
          tasks:
            - id: rows
              type: io.kestra.plugin.core.storage.Write
            - id: chosen
              type: io.kestra.plugin.core.storage.FilterItems
            - id: branch
              type: io.kestra.plugin.core.flow.If
              condition: "{{ read(outputs.chosen.uri) contains 'jane' }}"
        `,
        accepted: yaml`
          id: flow
          namespace: company.team
          tasks:
            - id: rows
              type: io.kestra.plugin.core.storage.Write
            - id: chosen
              type: io.kestra.plugin.core.storage.FilterItems
            - id: branch
              type: io.kestra.plugin.core.flow.If
              condition: "{{ fromIon(read(outputs.chosen.uri)).name contains 'jane' }}"
        `,
      },
    },
  },
  flow: (flow, known) => checkChangesOn2(flow, known),
})

/** `recursive` of this task is true by default before 2.0, and false since. */
export const LOCAL_DELETE = 'io.kestra.plugin.fs.local.Delete'

/** Tasks of the plugins "git" and "kestra" that call Kestra's own API. `Clone` and `Push` only talk to Git. */
const CALLS_API =
  /^io\.kestra\.plugin\.(?:git\.(?:SyncFlows?|SyncNamespaceFiles|PushFlows|PushNamespaceFiles|NamespaceSync|TenantSync)|kestra(?:\.\w+)+)$/

/**
 * Reports tasks that 2.0 accepts but runs with another result (docs/internals/facts/kestra.md, "Syntax that 2.0 no longer has"). Reports
 * nothing for a 1.x server, or if the flow or its plugin defaults set the property.
 */
const checkChangesOn2: FlowRule = (flow) => {
  if (flow.version !== undefined && !isAtLeast(flow.version, 2, 0)) return []
  const nodes = flow.nodes.filter(({ kind }) => kind !== 'condition')
  return [
    ...nodes.filter((node) => mayDeleteFolder(flow, node)).map(notRecursive),
    ...nodes.filter((node) => needsAuth(flow, node)).map(missingAuth),
    ...binaryReads(flow),
  ]
}

/** True if neither the node nor the plugin defaults of the flow set the property. */
const lacks = ({ value: flow }: RuleContext, { type = '', value }: FlowNode, property: string): boolean =>
  value[property] === undefined &&
  !pluginDefaultsOf(flow).some((each) => isDefaultFor(each, type) && each.values[property] !== undefined)

/** True unless `from` is surely a file: a text without expression that has a dot in its last part. */
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
  hint: 'Write `recursive: true` or `recursive: false`; 1.x accepts both.',
})

const needsAuth = (flow: RuleContext, node: FlowNode): boolean =>
  CALLS_API.test(node.type ?? '') && lacks(flow, node, 'auth')

const missingAuth = ({ path }: FlowNode) => ({
  code: 'changes-on-2' as const,
  path: [...path, 'type'],
  message: 'On Kestra 2.0 this signs in to Kestra: it needs `auth`, or credentials of the server.',
  hint: 'Write `auth`, or set `kestra.tasks.sdk.authentication` on the server.',
})
