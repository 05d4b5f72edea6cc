import type { FlowNode } from '../../flow/walk-tasks.ts'
import type { PebbleStep } from '../../pebble/pebble-names.ts'
import type { MapValue } from '../../yaml/map-value.ts'
import type { WrongPart } from '../expressions/place-in-text.ts'
import { namesIn, nearestOf } from './names-in-words.ts'
import type { OutputRead } from './output-reads.ts'
import type { OutputShape } from './output-shape.ts'
import { KEYED_LOOPS, lineageOf, parting, type TaskPlace } from './task-places.ts'

export interface LoopRead {
  readonly read: OutputRead
  readonly reader: TaskPlace | undefined
  readonly target: TaskPlace
  readonly shape: OutputShape
}

/**
 * The steps into the output of one run of a task, behind the keys of the loops that it stands in (docs/facts/kestra.md, "Outputs of a
 * type"); or what is wrong with the keys.
 */
export const checkLoop = (loop: LoopRead): WrongPart | readonly PebbleStep[] => {
  const { read, reader, target } = loop
  const way = reader ? parting(reader, target).b : lineageOf(target)
  const closed = way.slice(0, -1).find(({ flowable }) => flowable === 'Loop')
  if (closed !== undefined) return isolated(read, closed)
  const lineage = lineageOf(target)
  const loops = lineage.filter(
    ({ flowable }, index) => KEYED_LOOPS.has(flowable) && lineage[index + 1]?.list === 'tasks',
  )
  const steps = read.reference.steps.slice(1)
  for (const [index, holder] of loops.entries()) {
    const found = wrongKey(loop, holder, steps[index])
    if (found !== undefined) return found
  }
  const rest = steps.slice(loops.length)
  return needlessKey(loop, rest[0], loops.length) ?? rest
}

const isolated = ({ id, reference }: OutputRead, { node }: TaskPlace): WrongPart => ({
  code: 'loop-output',
  message: `The outputs of "${id}" stay inside of the loop "${node.id}".`,
  hint: `Declare what is needed in \`outputs\` of the loop, and read \`outputs.${node.id}.outputs\`.`,
  end: reference.names[0]?.end ?? 0,
})

const wrongKey = (
  { read: { id }, reader, shape }: LoopRead,
  { node }: TaskPlace,
  step: PebbleStep | undefined,
): WrongPart | undefined => {
  const name = step?.name
  if (step === undefined || name === undefined) return undefined
  const values = valuesOf(node)
  if (values?.has(name)) return undefined
  const { end } = step
  if (shape.kind === 'map' && shape.names.has(name)) {
    const isInside = reader !== undefined && lineageOf(reader).some((place) => place.node === node)
    const [first = '…'] = values ?? []
    const key = isInside ? 'taskrun.value' : `'${first}'`
    const message = `The task "${id}" has an output for each value of the loop "${node.id}", and this names none of them.`
    return { code: 'loop-output', message, hint: `Write \`outputs.${id}[${key}].${name}\`.`, end }
  }
  if (values === undefined) return undefined
  const near = nearestOf(name, values)
  const hint = near === undefined ? namesIn('Its values are', values) : `Did you mean \`${near}\`?`
  return { code: 'loop-output', message: `The loop "${node.id}" has no value "${name}".`, hint, end }
}

/** A loop of thousands of values is read once. */
const known = new WeakMap<MapValue, ReadonlySet<string> | 'only a run can tell'>()

/** The values of a loop as the keys of its outputs; `undefined` where only a run can tell them all. */
const valuesOf = ({ value }: FlowNode): ReadonlySet<string> | undefined => {
  const read = known.get(value) ?? readValues(value['values'] ?? value['value'])
  known.set(value, read)
  return read === 'only a run can tell' ? undefined : read
}

const readValues = (written: unknown): ReadonlySet<string> | 'only a run can tell' => {
  const list = typeof written === 'string' && /^\s*\[/.test(written) ? listIn(written) : written
  if (!Array.isArray(list)) return 'only a run can tell'
  const keys = list.filter((value) => ['string', 'number', 'boolean'].includes(typeof value)).map(String)
  const isCertain = keys.length === list.length && !keys.some((key) => key.includes('{{'))
  return isCertain ? new Set(keys) : 'only a run can tell'
}

const listIn = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const KEY_OF_LOOP = /^\[\s*(?:taskrun\.value|item\.\w+|parents?\b)/

/** A key where there is none: behind those of the loops, in a Loop of 2.0, or outside of every loop. */
const needlessKey = ({ read }: LoopRead, step: PebbleStep | undefined, keys: number): WrongPart | undefined => {
  if (step === undefined || !KEY_OF_LOOP.test(read.text.slice(step.start, step.end))) return undefined
  const message = `The outputs of "${read.id}" have no${keys === 0 ? '' : ' further'} key: it is not in a loop that gives them one.`
  return { code: 'loop-output', message, hint: 'Leave the brackets out.', end: step.end }
}
