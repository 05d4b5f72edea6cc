import { parseFlow } from '../flow/flow-document.ts'
import { findFlowReferences } from '../flow/flow-references.ts'
import type { Caller, ContentChange } from '../kinds/kind.ts'
import { displayName, KINDS, kindEntries } from '../kinds/kinds.ts'
import { type Content, type ResourceKey, resourceKey } from '../resource/resource.ts'
import type { SideIndex } from '../resource/sides.ts'
import { blastRadius } from './blast-radius.ts'
import { describeMove, findMoves, type Move, type PlacedResource } from './find-moves.ts'
import { type KnownDocument, toKnownFlow } from './known-documents.ts'
import type { FlowEdge, PlannedResource } from './plan.ts'

export interface DescribeOptions {
  readonly resources: readonly PlannedResource[]
  readonly documents: readonly KnownDocument[]
  readonly desiredSides: SideIndex
  readonly baseSides: SideIndex | undefined
}

export interface Description {
  readonly resources: readonly PlannedResource[]
  readonly edges: readonly FlowEdge[]
  readonly notices: readonly string[]
}

/** Adds to a plan what a reader wants to know: every change in words, what was moved, and who is touched by it. */
export const describePlan = ({ resources, documents, desiredSides, baseSides }: DescribeOptions): Description => {
  const callers = new Map([...callersByFlow(documents), ...readersByKey(documents)])
  const known = new Map(documents.map((known) => [flowKey(known), known.document]))
  const moves = new Map(movesOf(desiredSides, baseSides).map((move) => [resourceKey(move.to), move]))
  const described = resources.map((resource) => {
    const key = resourceKey(resource)
    const move = moves.get(key)
    const change = changeOf(resource, { document: known.get(key), callers: callers.get(key) ?? [] })
    const kind = KINDS[resource.kind]
    const words = kind.describeChange(change)
    return {
      ...resource,
      words: move === undefined ? words : [...describeMove(move), ...words],
      breaks: resource.action === 'none' ? [] : kind.brokenCallers(change),
      renamedFrom: move === undefined || move.changed === 'file' ? undefined : nameOf(move.from),
    }
  })
  const changed = resources.filter(({ kind, action }) => kind === 'flow' && action !== 'none')
  const radius = blastRadius({
    flows: documents.map(toKnownFlow),
    changed: changed.map(({ namespace, name }) => `${namespace}/${name}`),
  })
  const notices =
    radius.rest === 0 ? [] : [`${radius.rest} more calls and listeners touch the changed flows than the graph shows.`]
  return { resources: described, edges: radius.edges, notices }
}

const flowKey = ({ namespace, id }: { readonly namespace: string; readonly id: string }): ResourceKey =>
  resourceKey({ kind: 'flow', namespace, name: id })

/** Callers as they will be: flows of the tree before those that only the server has. */
const callersByFlow = (documents: readonly KnownDocument[]): ReadonlyMap<ResourceKey, readonly Caller[]> => {
  const callers = new Map<ResourceKey, Caller[]>()
  for (const { namespace, id, document } of documents) {
    for (const reference of findFlowReferences(document)) {
      if (reference.relation === 'flow-trigger') continue
      const key = flowKey(reference)
      const list = callers.get(key) ?? []
      callers.set(key, list)
      list.push({
        name: displayName({ kind: 'flow', namespace, name: id }),
        inputs: Object.keys(reference.inputs ?? {}),
      })
    }
  }
  return callers
}

/** The flows that read a resource in so many words, by its key. */
const readersByKey = (documents: readonly KnownDocument[]): ReadonlyMap<ResourceKey, readonly Caller[]> => {
  const reads = kindEntries().flatMap(([kind, { readBy }]) =>
    documents.flatMap(({ namespace, id, document }) =>
      readBy(document).map((read) => ({
        key: resourceKey({ kind, ...read }),
        caller: { name: displayName({ kind: 'flow', namespace, name: id }), inputs: [] },
      })),
    ),
  )
  return new Map([...Map.groupBy(reads, ({ key }) => key)].map(([key, all]) => [key, all.map(({ caller }) => caller)]))
}

const movesOf = (desiredSides: SideIndex, baseSides: SideIndex | undefined): readonly Move[] =>
  baseSides === undefined
    ? []
    : findMoves({ base: placed(baseSides, desiredSides), desired: placed(desiredSides, baseSides) })

/** Those that may have moved: of thousands, nearly all stand in both under one name and in one file. */
const placed = (sides: SideIndex, other: SideIndex): PlacedResource[] => {
  const found: PlacedResource[] = []
  for (const [key, { name, content, fingerprint, file }] of sides) {
    const stays = other.has(key) && other.get(key)?.file === file
    if (!stays) found.push({ ...name, content, fingerprint, file })
  }
  return found
}

const nameOf = ({ namespace, name }: PlacedResource) => ({ namespace, name })

const changeOf = (
  resource: PlannedResource,
  {
    document,
    callers,
  }: { readonly document: KnownDocument['document'] | undefined; readonly callers: readonly Caller[] },
): ContentChange => {
  const [before, after] = sidesToCompare(resource)
  const parse = (source: string) => (document?.source === source ? document : parseFlow(source))
  return { name: resource.name, before, after, callers, parse }
}

/** Server now → after merge; for drift, which nothing will be done about, what happened on the server since. */
const sidesToCompare = ({
  action,
  change,
  live,
  desired,
}: PlannedResource): readonly [Content | undefined, Content | undefined] => {
  if (action === 'delete' || change === 'delete') return [live, undefined]
  return change === 'drift' && action === 'none' ? [desired, live] : [live, desired]
}
