import type { PlacedDocument } from '../../flow/desired-flow.ts'
import type { Diagnostic } from '../../flow/diagnostic.ts'
import { closestWord } from '../../text/closest-word.ts'
import { joined } from '../../text/lists.ts'
import { isMapValue, neverRuns } from '../../yaml/map-value.ts'
import type { Call } from '../rules/check-cycles.ts'
import { type FlowStart, missingOutput, type TriggerRead, type TriggerReads } from './trigger-reads.ts'
import { GIVEN_BY_CALL } from './trigger-types.ts'

interface ToldRead {
  readonly flow: PlacedDocument
  readonly diagnostic: Diagnostic
}

/**
 * What flows read of their triggers and do not find there (docs/facts/kestra.md, "Triggers"): no trigger gives it, or one that starts the
 * flow does not, or another flow of the tree calls it without. That a run by hand has no trigger is not told: whoever starts a
 * scheduled flow by hand can know.
 */
export const checkTriggerValues = (flows: readonly TriggerReads[], calls: readonly Call[]): readonly ToldRead[] => {
  if (flows.length === 0) return []
  const callers = Map.groupBy(calls.filter(isCall), ({ to }) => to)
  return flows.flatMap(({ flow, triggers, reads }) => {
    const { namespace, id } = flow.document
    const starts = [...triggers, ...(callers.get(`${namespace}/${id}`) ?? []).map(callAsStart)]
    return reads.flatMap((read) => {
      const told = missing(read, starts)
      return told === undefined ? [] : [{ flow, diagnostic: { ...told, path: read.path, position: read.position } }]
    })
  })
}

const isCall = ({ relation, flow, path }: Call): boolean =>
  relation !== 'flow-trigger' && !(isMapValue(flow.document.value) && neverRuns(flow.document.value, path))

const callAsStart = ({ from, relation }: Call): FlowStart => ({
  words: `the flow "${from.replace('/', '.')}"`,
  gives: relation === 'subflow' ? GIVEN_BY_CALL : undefined,
  outputs: undefined,
  isOff: false,
})

const missing = (read: TriggerRead, starts: readonly FlowStart[]): Diagnostic | undefined => {
  const { name } = read
  const giving = starts.filter(({ gives }) => gives === undefined || gives.has(name))
  const lacking = starts.filter((start) => !start.isOff && !giving.includes(start))
  if (giving.length === 0) return starts.length === 0 ? withoutTrigger(name) : withoutName(name, starts)
  const { below } = read
  const isOutput = name === 'outputs' && below !== undefined
  const outputs = isOutput
    ? missingOutput(
        below,
        giving.map((start) => start.outputs),
      )
    : undefined
  if (outputs !== undefined || lacking.length === 0 || read.isConditional) return outputs
  const whose = joined([...new Set(lacking.map(({ words }) => words))].slice(0, 3))
  const message = `Where ${whose} ${lacking.length === 1 ? 'starts' : 'start'} the flow, there is no \`trigger.${name}\`.`
  return { code: 'uncertain-trigger-value', message }
}

const withoutTrigger = (name: string): Diagnostic | undefined => {
  if (GIVEN_BY_CALL.has(name)) return undefined
  const message = `The flow has no trigger, so there is no \`trigger.${name}\`.`
  return { code: 'unknown-trigger-value', message }
}

const withoutName = (name: string, starts: readonly FlowStart[]): Diagnostic => {
  const names = new Set(starts.flatMap(({ gives = [] }) => [...gives]))
  const near = closestWord(name, names)
  const message = `Nothing that starts the flow gives \`trigger.${name}\`.`
  const hint = near
    ? `Did you mean \`trigger.${near}\`?`
    : `It gives ${joined([...names].toSorted().map((each) => `\`${each}\``))}.`
  return { code: 'unknown-trigger-value', message, hint }
}
