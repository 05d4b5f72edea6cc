import { currentType } from '../flow/removed-types.ts'
import type { FlowNode } from '../flow/walk-tasks.ts'
import { inputsOf } from '../lint/rules/upgrade/removed-properties.ts'
import type { Change } from '../yaml/edits.ts'
import { isFalse, type MapNode, mapsIn, type NodePath } from '../yaml/map-value.ts'
import { CORE, type Construct, has, nodesOf, together } from './construct.ts'

/** Constructs that only got another name or another value. 1.x accepts all new forms. */

const SAME = 'The same under its present name.'

const rename = (path: NodePath, key: string, why = SAME): Change => ({
  code: 'removed-syntax',
  why,
  path,
  part: 'key',
  operations: [{ act: 'rename', path, key }],
})

const setText = (
  path: NodePath,
  { old, text }: { readonly old: string; readonly text: string },
  why = SAME,
): Change => ({
  code: 'removed-syntax',
  why,
  path,
  operations: [{ act: 'pieces', path, pieces: [{ start: 0, old, text }] }],
})

/** Types with names of 0.x, and types that were only renamed in 2.0. */
export const TYPES: Construct = {
  isTakenBy1: true,
  rewrite: ({ nodes }) => ({ changes: nodes.filter(({ isCertain }) => isCertain).flatMap(typeChange), obstacles: [] }),
}

const RENAMED: ReadonlyMap<string, string> = new Map([
  [`${CORE}storage.Purge`, `${CORE}execution.PurgeExecutions`],
  [`${CORE}storage.PurgeExecution`, `${CORE}storage.PurgeCurrentExecutionFiles`],
])

const typeChange = ({ type = '', path, value, kind }: FlowNode): readonly Change[] => {
  if (kind === 'condition') return []
  const current = currentType(type)
  if (current === `${CORE}debug.Echo`) {
    const at = [...path, 'type']
    const change = setText(at, { old: type, text: `${CORE}log.Log` }, 'Log writes the same message at the same level.')
    const format = { act: 'rename', path: [...path, 'format'], key: 'message' } as const
    return has(value, 'message')
      ? []
      : [{ ...change, operations: [...change.operations, ...(has(value, 'format') ? [format] : [])] }]
  }
  const next = RENAMED.get(current) ?? current
  return next === type ? [] : [setText([...path, 'type'], { old: type, text: next })]
}

/** Properties of tasks, triggers and flows that were renamed. */
export const PROPERTIES: Construct = {
  isTakenBy1: true,
  rewrite: (flow) =>
    together([
      ...[
        { value: flow.value, path: [] },
        ...flow.nodes.filter(({ kind, isCertain }) => kind !== 'condition' && isCertain),
      ].map(retryChanges),
      ...flow.nodes.filter(({ kind }) => kind === 'trigger').map((node) => renamed(node, 'minLogLevel', 'logLevel')),
      ...nodesOf(flow, 'flow.Pause').map((node) => renamed(node, 'delay', 'pauseDuration')),
      ...nodesOf(flow, 'kv.PurgeKV').map(purgeChanges),
      ...flow.nodes.map(stateChanges),
      ...nodesOf(flow, 'execution.Exit').map(exitChanges),
    ]),
}

const renamed = ({ value, path }: MapNode, old: string, key: string) => {
  if (!has(value, old)) return {}
  const at = [...path, old]
  return has(value, key)
    ? {
        obstacles: [
          { path: at, part: 'key' as const, reason: `\`${key}\` is set too. Keep the one that is intended.` },
        ],
      }
    : { changes: [rename(at, key)] }
}

const retryChanges = ({ value, path }: MapNode) => {
  const { retry } = value
  return typeof retry === 'object' && retry !== null && !Array.isArray(retry)
    ? renamed({ value: { ...retry }, path: [...path, 'retry'] }, 'maxAttempt', 'maxAttempts')
    : {}
}

const purgeChanges = ({ value, path }: FlowNode) => {
  if (!has(value, 'expiredOnly') || has(value, 'behavior')) return {}
  const at = [...path, 'expiredOnly']
  const behavior = { type: 'key', expiredOnly: value['expiredOnly'] }
  const operations = [{ act: 'replace', path: at, key: 'behavior', value: behavior } as const]
  return { changes: [{ code: 'removed-syntax', why: SAME, path: at, part: 'key', operations } as const] }
}

const stateChanges = ({ kind, value, path }: FlowNode) => ({
  changes: (kind === 'trigger' ? ['states', 'stopAfter'] : []).flatMap((key) => {
    const states = value[key]
    if (!Array.isArray(states)) return []
    return states.flatMap((state: unknown, index) =>
      state === 'CANCELED' ? [spelled([...path, key, index], 'removed-syntax')] : [],
    )
  }),
})

const exitChanges = ({ value, path }: FlowNode) =>
  value['state'] === 'CANCELED' ? { changes: [spelled([...path, 'state'], 'breaks-on-2')] } : {}

const spelled = (path: NodePath, code: Change['code']): Change => ({
  ...setText(path, { old: 'CANCELED', text: 'CANCELLED' }, 'The state is spelled with two L.'),
  code,
})

/** Inputs and outputs. */
export const INPUTS: Construct = {
  isTakenBy1: true,
  rewrite: (flow) => {
    const { value } = flow
    const ofPauses = nodesOf(flow, 'flow.Pause').flatMap((node) =>
      inputsOf(node.value['onResume'], [...node.path, 'onResume']),
    )
    const ofLoops = nodesOf(flow, 'flow.Loop').flatMap((node) =>
      mapsIn(node.value['outputs'], [...node.path, 'outputs']),
    )
    return together([
      ...[...inputsOf(value['inputs'], ['inputs']), ...ofPauses].map(inputChanges),
      ...[...mapsIn(value['outputs'], ['outputs']), ...ofLoops].map(typeChanges),
    ])
  },
}

const DATA_TYPES: ReadonlyMap<unknown, string> = new Map([
  ['BOOLEAN', 'BOOL'],
  ['ENUM', 'SELECT'],
])

const typeChanges = ({ value, path }: MapNode) => ({
  changes: ['type', 'itemType'].flatMap((key) => {
    const old = value[key]
    const text = DATA_TYPES.get(old)
    return text === undefined ? [] : [setText([...path, key], { old: String(old), text })]
  }),
})

const inputChanges = (input: MapNode) => {
  const { value, path } = input
  const isOptional = has(value, 'defaults') && isFalse(value['required'])
  const required = [...path, 'required']
  return together([
    renamed(input, 'name', 'id'),
    typeChanges(input),
    value['type'] === 'MULTISELECT' ? renamed(input, 'options', 'values') : {},
    isOptional
      ? {
          changes: [
            {
              code: 'removed-syntax',
              why: 'The default is taken where nothing is given.',
              path: required,
              part: 'key',
              operations: [{ act: 'remove', path: required }],
            },
          ],
        }
      : {},
    has(value, 'extension') && value['type'] === 'FILE'
      ? {
          obstacles: [
            {
              path: [...path, 'extension'],
              part: 'key',
              reason: '`allowedFileExtensions` also refuses other files, which `extension` does not.',
            },
          ],
        }
      : {},
  ])
}
