import { failsAtRunTime, problemCodes } from '../../finding/problem-codes.ts'
import type { DocumentFinding } from '../../flow/document-finding.ts'
import { isMapValue, type NodePath } from '../../yaml/map-value.ts'
import { type FindingDraft, findingIn, type RuleContext } from '../rule-context.ts'
import type { SymbolIndex } from '../symbol-index.ts'
import { checkOrder, type KnownRun } from './check-order.ts'
import { checkSteps } from './check-steps.ts'
import {
  isLoop,
  type OutputRead,
  type OutputUse,
  outputReads,
  type TaskPlace,
  type TaskPlaces,
  taskPlaces,
} from './output-reads.ts'
import { type OutputShape, outputShapes, type TypeOutputs } from './output-shape.ts'
import { endBefore, endsOfLists, isEnd, runsInAnyCase, willRun } from './run-order.ts'

/**
 * Outputs that expressions read and that are not there when they do: the task has no such output, runs later, beside or never, or has one
 * for each value of a loop (docs/internals/facts/kestra.md, "Outputs of a type"). Tasks that the flow does not have are told by `checkExpressions`; nothing is
 * told of an output that is asked for with care anywhere in the flow, of what only a run can tell, and of what never runs.
 */
export const checkOutputs = (
  flow: RuleContext,
  known: SymbolIndex,
  types?: TypeOutputs,
): readonly DocumentFinding[] => {
  const reads = outputReads(flow.value)
  if (reads.length === 0) return []
  const places = taskPlaces(flow.nodes)
  const ends = endsOfLists(places.all)
  const uses = reads
    .filter(({ path }) => !isOptional(flow, path))
    .flatMap((read) => usesOf(read, places))
    .filter(({ reader }) => !isIdle(reader, ends))
  const run: KnownRun = { ends, failing: new Set(), mayEnd: places.all.some(isEnd) }
  const shapeOf = outputShapes(flow, known, types)
  const findings = new Map(
    uses.flatMap((use): [OutputUse, FindingDraft][] => {
      const found = findingOf(use, run, shapeOf(use.target.node))
      return found === undefined ? [] : [[use, found]]
    }),
  )
  const failing = new Set([...findings].flatMap(([use, found]) => failingBy(use, found)))
  const whenFailed: KnownRun = { ...run, failing, ends: endsOfLists(places.all, failing) }
  return uses.flatMap((use): readonly DocumentFinding[] => {
    const found = findings.get(use) ?? (seesFailures(use) ? wrongOrder(use, whenFailed) : undefined)
    if (found === undefined) return []
    return [findingIn(flow, use.read, { ...found, start: use.read.reference.start })]
  })
}

/** An output of the flow that may be missing is left out where it cannot be rendered. */
const isOptional = ({ value: { outputs } }: RuleContext, [list, index]: NodePath): boolean => {
  const output: unknown = list === 'outputs' && Array.isArray(outputs) ? outputs[Number(index)] : undefined
  return isMapValue(output) && output['required'] === false
}

const usesOf = (read: OutputRead, places: TaskPlaces): readonly OutputUse[] => {
  const target = places.withId(read.id)
  if (target === undefined || !target.node.isCertain) return []
  const reader = places.around(read.path)
  return reader?.node.isCertain === false ? [] : [{ read, reader, target }]
}

/** What never runs as it stands reads nothing. */
const isIdle = (reader: TaskPlace | undefined, ends: ReadonlyMap<string, TaskPlace>): boolean =>
  reader?.lineage.some((place) => willRun(place).runs === 'never' || endBefore(place, ends) !== undefined) === true

const findingOf = (use: OutputUse, run: KnownRun, shape: OutputShape): FindingDraft | undefined => {
  const { read, reader, target } = use
  // A text that is rendered by whoever asks for it, as a variable, is of no one place.
  const isPlaced = reader !== undefined || read.path[0] === 'outputs'
  const order = isPlaced ? wrongOrder(use, run) : undefined
  if (order !== undefined) return order
  return isPlaced || !target.lineage.some(isLoop) ? checkSteps(use, shape) : undefined
}

const wrongOrder = (use: OutputUse, run: KnownRun): FindingDraft | undefined => {
  const found = checkOrder(use, run)
  return found && { ...found, end: use.read.reference.names[0]?.end ?? 0 }
}

/** The task that fails with it, each time that it runs. */
const failingBy = ({ reader, read }: OutputUse, { code }: FindingDraft): readonly TaskPlace[] =>
  reader !== undefined &&
  !read.reference.isConditional &&
  failsAtRunTime({ code, severity: problemCodes[code].severity })
    ? [reader]
    : []

/** Only what runs after a failure sees more than that: all else ends with it. */
const seesFailures = ({ reader }: OutputUse): boolean => {
  const root = reader?.lineage[0]
  return root !== undefined && runsInAnyCase(root)
}
