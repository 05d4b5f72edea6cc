import changesOn2, { LOCAL_DELETE } from '../lint/rules/upgrade/changes-on-2.ts'
import { type MapNode, valueAt } from '../yaml/map-value.ts'
import { type Construct, NOTHING_KNOWN, together } from './construct.ts'

/** A default that 2.0 changed: the former value is written. 1.x accepts it. */
export const DEFAULTS: Construct = {
  isTakenBy1: true,
  rewrite: (flow) => ({
    changes: (changesOn2.flow?.(flow, NOTHING_KNOWN) ?? []).flatMap(({ path = [] }) =>
      valueAt(flow.value, path) === LOCAL_DELETE
        ? [
            {
              code: 'changes-on-2',
              why: 'The former default is written.',
              path,
              operations: [{ act: 'insert', path, key: 'recursive', value: true }],
            },
          ]
        : [],
    ),
    obstacles: [],
  }),
}

/** Empty lists of removed properties. 1.x needs none. */
export const EMPTY_LISTS: Construct = {
  isTakenBy1: true,
  rewrite: ({ value, nodes }) =>
    together([
      emptyLists({ value, path: [] }, ['listeners']),
      ...nodes
        .filter(({ kind }) => kind === 'trigger')
        .map((node) => emptyLists(node, ['conditions', 'scheduleConditions'])),
    ]),
}

const emptyLists = ({ value, path }: MapNode, names: readonly string[]) => ({
  changes: names.flatMap((name) => {
    const list = value[name]
    if (!Array.isArray(list) || list.length > 0) return []
    const at = [...path, name]
    return [
      {
        code: 'removed-syntax',
        why: 'It is empty.',
        path: at,
        part: 'key',
        operations: [{ act: 'remove', path: at }],
      } as const,
    ]
  }),
})
