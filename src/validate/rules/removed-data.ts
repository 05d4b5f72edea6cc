import type { CheckedFlow, Diagnostic } from '../../flow/diagnostic.ts'
import { type MapNode, type MapValue, mapsIn, type NodePath } from '../../yaml/map-value.ts'
import { currentType } from './removed-types.ts'

/** Types of inputs and outputs that 2.0 has no more; servers read them in capital letters only. */
const TYPES: ReadonlyMap<string, string> = new Map([
  ['BOOLEAN', 'Write `BOOL`; 1.x takes it as well.'],
  ['ENUM', 'Write `SELECT`, of several values `MULTISELECT`; 1.x takes them as well.'],
])

/** Of an input of any type, and of those of one type. */
const KEYS: readonly (readonly [key: string, ofType: string | undefined, replacement: string])[] = [
  ['name', undefined, 'Write `id`, and `displayName` for a name to show; 1.x takes them as well.'],
  ['extension', 'FILE', 'Use `allowedFileExtensions`, a list.'],
  ['options', 'MULTISELECT', 'Write `values`; 1.x takes it as well.'],
]

const PAUSE = 'io.kestra.plugin.core.flow.Pause'
const LOOP = 'io.kestra.plugin.core.flow.Loop'

/** What 2.0 no longer takes in the inputs and outputs of a flow, in what a Pause task asks for, and in the outputs of a Loop. */
export const removedInData = ({ value, nodes }: CheckedFlow): readonly Diagnostic[] => [
  ...inputsOf(value['inputs'], ['inputs']).flatMap(ofInput),
  ...mapsIn(value['outputs'], ['outputs']).flatMap(ofOutput),
  ...nodes.flatMap(({ type = '', value: node, path }) => {
    const current = currentType(type)
    if (current === PAUSE) return inputsOf(node['onResume'], [...path, 'onResume']).flatMap(ofInput)
    return current === LOOP ? mapsIn(node['outputs'], [...path, 'outputs']).flatMap(ofOutput) : []
  }),
]

/** A FORM holds inputs of its own, one level deep. */
const inputsOf = (list: unknown, path: NodePath): readonly MapNode[] =>
  mapsIn(list, path).flatMap((item) =>
    item.value['type'] === 'FORM' ? [item, ...mapsIn(item.value['inputs'], [...item.path, 'inputs'])] : [item],
  )

const ofOutput = ({ value, path }: MapNode): readonly Diagnostic[] => ofType(value, [...path, 'type'])

const ofInput = ({ value, path }: MapNode): readonly Diagnostic[] => {
  const { type, defaults, required } = value
  const keys = KEYS.filter(([key, of]) => isGiven(value[key]) && (of === undefined || of === type)).map(
    ([key, , hint]): Diagnostic => ({
      ...{ code: 'removed-syntax', path: [...path, key], part: 'key', hint },
      message: `Kestra 2.0 no longer has \`${key}\` of an input.`,
    }),
  )
  const isOptional = isGiven(defaults) && String(required) === 'false'
  return [
    ...keys,
    ...ofType(value, [...path, 'type']),
    ...ofType(value, [...path, 'itemType']),
    ...(isOptional ? [optional(path)] : []),
  ]
}

const isGiven = (value: unknown): boolean => value !== undefined && value !== null

const ofType = (value: MapValue, path: NodePath): readonly Diagnostic[] => {
  const type = value[String(path.at(-1))]
  const hint = typeof type === 'string' ? TYPES.get(type) : undefined
  return hint === undefined
    ? []
    : [{ code: 'removed-syntax', path, hint, message: `Kestra 2.0 no longer has the type ${type}.` }]
}

/** From 1.3 on. */
const optional = (path: NodePath): Diagnostic => ({
  ...{ code: 'removed-syntax', path: [...path, 'required'], part: 'key' },
  message: 'Kestra 2.0 refuses an input that has a default and is not required.',
  hint: 'Remove `required: false`: the default is taken where nothing is given. An input that may stay empty has `prefill` instead of `defaults`.',
})
