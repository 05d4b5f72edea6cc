import { findFlowReferences } from '../flow/flow-references.ts'
import type { Caller } from '../kinds/kind.ts'
import { displayName, KINDS, kindEntries } from '../kinds/kinds.ts'
import { type ResourceKey, resourceKey } from '../resource/resource.ts'
import type { KnownDocument } from './known-documents.ts'
import { placeAbout } from './own-problems.ts'

/** The key of a flow of which only namespace and id are at hand. */
export const flowKey = ({ namespace, id }: { readonly namespace: string; readonly id: string }): ResourceKey =>
  resourceKey({ kind: 'flow', namespace, name: id })

/**
 * Who calls each flow, and who reads each resource in so many words: flows as they will be, those of the tree before those that only the
 * server has. A call of which a problem tells (`told`, as `placesTold` gives it) is marked.
 */
export const callersByKey = (
  documents: readonly KnownDocument[],
  told: ReadonlySet<string>,
): ReadonlyMap<ResourceKey, readonly Caller[]> => {
  const calls = documents.flatMap((known) => [...callsOf(known), ...readsOf(known)])
  return new Map(
    [...Map.groupBy(calls, ({ key }) => key)].map(([key, all]) => [
      key,
      all.map(({ caller }) => ({ ...caller, isTold: told.has(placeAbout(caller.file, key)) })),
    ]),
  )
}

interface CallOf {
  readonly key: ResourceKey
  readonly caller: Caller
}

const callsOf = ({ namespace, id, file, document }: KnownDocument): readonly CallOf[] =>
  findFlowReferences(document)
    .filter(({ relation }) => relation !== 'flow-trigger')
    .map((reference) => ({
      key: flowKey(reference),
      caller: {
        name: displayName({ kind: 'flow', namespace, name: id }),
        inputs: Object.keys(reference.inputs ?? {}),
        file,
      },
    }))

const readsOf = ({ namespace, id, file, document }: KnownDocument): readonly CallOf[] =>
  kindEntries().flatMap(([kind]) =>
    KINDS[kind].readBy(document).map((read) => ({
      key: resourceKey({ kind, ...read }),
      caller: { name: displayName({ kind: 'flow', namespace, name: id }), inputs: [], file },
    })),
  )
