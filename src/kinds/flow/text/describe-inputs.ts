import { flowInputs } from '../../../flow/declarations.ts'
import { counted } from '../../../text/lists.ts'
import type { MapValue } from '../../../yaml/map-value.ts'
import type { YamlDocument } from '../../../yaml/yaml-document.ts'
import {
  callerNames,
  code,
  describeProperties,
  listNames,
  mapOf,
  namedItems,
  propertyChanges,
  type Sentence,
  scalarText,
  withNoun,
} from '../../describe-change.ts'
import type { Caller } from '../../kind.ts'
import { triggersOf } from './describe-triggers.ts'

/** Sentences about inputs that are added, removed, changed in type or now required, with the callers and schedules that break. */
export const describeInputs = (before: MapValue, after: MapValue, callers: readonly Caller[]): readonly Sentence[] => {
  const [left, right] = [inputsOf(before), inputsOf(after)]
  const [neededBefore, neededAfter] = [new Set(requiredInputs(before)), new Set(requiredInputs(after))]
  const schedules = [...triggersOf(after).values()].filter(({ properties }) => properties['cron'] !== undefined)
  const senders: Senders = {
    callers,
    schedules: schedules.map(({ id, properties: { inputs } }) => ({ name: id, inputs: Object.keys(mapOf(inputs)) })),
  }
  return [
    ...[...left.keys()].filter((id) => !right.has(id)).map((id) => describeRemoved(id, callers)),
    ...[...right].flatMap(([id, input]) => {
      const old = left.get(id)
      const isNowNeeded = neededAfter.has(id)
      if (!old) return [describeAdded(id, isNowNeeded, senders)]
      return describeInput(id, { before: old, after: input, wasNeeded: neededBefore.has(id), isNowNeeded, senders })
    }),
  ]
}

/** Flows and schedules that pass inputs to the flow. */
interface Senders {
  readonly callers: readonly Caller[]
  readonly schedules: readonly Caller[]
}

/** The ids of the inputs without which a flow cannot start; empty if its inputs cannot all be known. */
export const requiredInputs = (flow: unknown): readonly string[] => [...(flowInputs(flow)?.required ?? [])]

/** The inputs by id. Until 0.15 the id was called `name`. */
const inputsOf = ({ inputs }: MapValue): ReadonlyMap<string, MapValue> => namedItems(inputs, ['id', 'name'])

const describeRemoved = (id: string, callers: readonly Caller[]): Sentence => {
  const passing = callers.filter(({ inputs }) => inputs.includes(id))
  if (passing.length === 0) return { rank: 'removed', text: `input ${code(id)} removed` }
  return { rank: 'breaks', text: `input ${code(id)} removed: ${describeCallers(passing, STILL_PASS_IT)}` }
}

const describeAdded = (id: string, isNowNeeded: boolean, senders: Senders): Sentence => {
  if (isNowNeeded) return needed(`input ${code(id)} added, required`, id, senders)
  return { rank: 'added', text: `input ${code(id)} added` }
}

interface ChangedInput {
  readonly before: MapValue
  readonly after: MapValue
  readonly wasNeeded: boolean
  readonly isNowNeeded: boolean
  readonly senders: Senders
}

const describeInput = (id: string, changedInput: ChangedInput): readonly Sentence[] => {
  const { before, after, wasNeeded, isNowNeeded, senders } = changedInput
  const name = `input ${code(id)}`
  const reported = wasNeeded === isNowNeeded ? ['type'] : ['type', 'required']
  const changes = propertyChanges(before, after).filter(({ path: [key = ''] }) => !reported.includes(key))
  const { type } = after
  const properties = describeProperties(changes, type === 'SECRET' ? 'secret' : id)
  return [
    ...(isNowNeeded && !wasNeeded ? [needed(`${name} now required`, id, senders)] : []),
    ...(wasNeeded && !isNowNeeded ? [changed(`${name} no longer required`)] : []),
    ...describeType(id, changedInput),
    ...(properties === '' ? [] : [changed(`${name}: ${properties}`)]),
  ]
}

const changed = (text: string): Sentence => ({ rank: 'changed', text })

/** The type of an input. `STRING` is Kestra's default. */
const typeOf = ({ type }: MapValue): string => scalarText(type) ?? 'STRING'

const describeType = (id: string, { before, after, senders }: ChangedInput): readonly Sentence[] => {
  const [left, right] = [typeOf(before), typeOf(after)]
  if (left === right) return []
  const text = `input ${code(id)}: type changed, ${code(left)} → ${code(right)}`
  const passing = senders.callers.filter(({ inputs }) => inputs.includes(id))
  return passing.length === 0
    ? [changed(text)]
    : [{ rank: 'breaks', text: `${text}: ${describeCallers(passing, PASS_IT)}` }]
}

const needed = (text: string, id: string, { callers, schedules }: Senders): Sentence => {
  const breaking = callers.filter(({ inputs }) => !inputs.includes(id))
  const silent = schedules.filter(({ inputs }) => !inputs.includes(id)).map(({ name }) => name)
  const consequences = [
    ...(breaking.length > 0 ? [describeCallers(breaking, BREAK)] : []),
    ...(silent.length > 0 ? [`not set by ${withNoun('trigger', silent)}`] : []),
  ]
  return consequences.length > 0
    ? { rank: 'breaks', text: `${text}: ${consequences.join('; ')}` }
    : { rank: 'added', text }
}

/** The names of callers that the change breaks: the flow is deleted, or newly needs an input that they do not pass. */
export const brokenCallers = (
  before: YamlDocument | undefined,
  after: YamlDocument | undefined,
  callers: readonly Caller[],
): readonly string[] => {
  if (before === undefined) return []
  if (after === undefined) return callerNames(callers)
  const wasNeeded = new Set(requiredInputs(before.value))
  const needed = requiredInputs(after.value).filter((id) => !wasNeeded.has(id))
  return callerNames(callers.filter(({ inputs }) => needed.some((id) => !inputs.includes(id))))
}

/** Verb phrases for callers, as plural and singular. */
export const BREAK = ['break', 'breaks'] as const
const PASS_IT = ['pass it', 'passes it'] as const
const STILL_PASS_IT = ['still pass it', 'still passes it'] as const

/** `` 2 callers break: `a.b.c`, `a.b.d` ``, sorted by name. Callers that a finding reports are counted and not named. */
export const describeCallers = (callers: readonly Caller[], [plural, singular]: readonly [string, string]): string => {
  const count = callerNames(callers).length
  const names = callerNames(callers.filter(({ isReported }) => isReported !== true))
  const text = `${counted(count, 'caller')} ${count === 1 ? singular : plural}`
  if (names.length === 0) return text
  return names.length === count ? `${text}: ${listNames(names)}` : `${text}, also ${listNames(names)}`
}
