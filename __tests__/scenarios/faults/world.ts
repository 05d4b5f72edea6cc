import type { TestServer } from '../../engine/engine.ts'
import { type ModelServer, modelServer } from '../../histories/model-server.ts'
import { filesOf, type ModelTree, usualPath } from '../../histories/model-tree.ts'
import { dashboardName, fileName, flowName, type Name, pairName } from '../../histories/name.ts'
import { comparable, textOf } from '../../histories/text-of.ts'
import { createLooseRepository } from '../../support/loose-repository.ts'

export const NAMESPACE = 'acme.prod'
/** Only looks as if it lay within. */
const NEIGHBOUR = 'acme.production'

/** One resource of each kind, with that own name. */
const ofEachKind = (own: string): readonly Name[] => [
  flowName(NAMESPACE, own),
  fileName(NAMESPACE, `/${own}.sql`),
  dashboardName(own),
  pairName(NAMESPACE, own),
]

const KEPT = ofEachKind('kept')
const CHANGED = ofEachKind('changed')
const IN_TURNS = [ofEachKind('even'), ofEachKind('odd')] as const

/** What others keep on the same server, beside ours and under names like ours. */
export const STRANGERS: readonly Name[] = [
  ...ofEachKind('theirs'),
  flowName(NEIGHBOUR, 'changed'),
  fileName(NEIGHBOUR, '/changed.sql'),
  pairName(NEIGHBOUR, 'changed'),
]

const WHEREABOUTS = {
  fileNamespaces: [NAMESPACE, NEIGHBOUR],
  pairs: [...KEPT, ...CHANGED, ...IN_TURNS.flat(), ...STRANGERS].filter((name) => name.startsWith('key-value ')),
}

/**
 * A server and a repository whose commits each ask for the same: of every kind one resource is kept, one changed and, where the
 * world is whole, one new and one gone: 12 writes, which are read back as lists. A small one has 4, which are read back one by one.
 */
export interface World extends AsyncDisposable {
  readonly server: TestServer
  readonly model: ModelServer
  readonly directory: string
  /** Commits and checks out what comes next: what the server shall have of it. */
  advance(): Promise<ReadonlyMap<Name, string>>
}

export const createWorld = async (server: TestServer, { isSmall }: { readonly isSmall: boolean }): Promise<World> => {
  const repository = await createLooseRepository()
  const model = modelServer(server, WHEREABOUTS)
  let count = 0
  let parent: string | undefined
  for (const name of STRANGERS) await model.put(name, textOf(name, 'yours'))
  return {
    server,
    model,
    directory: repository.directory,
    advance: async () => {
      const variants = variantsOf(count, isSmall)
      const files = filesOf(treeOf(variants))
      const second = 1_700_000_000 + count
      count += 1
      parent = await repository.commit(files, parent === undefined ? { second } : { parent, second })
      await repository.checkOut(parent, files)
      return new Map(variants.map(([name, variant]) => [name, comparable(name, textOf(name, variant))]))
    },
    [Symbol.asyncDispose]: () => repository[Symbol.asyncDispose](),
  }
}

type Variants = readonly (readonly [Name, string])[]

const variantsOf = (count: number, isSmall: boolean): Variants => {
  const variant = ['one', 'two', 'three'][count % 3] ?? ''
  const [even, odd] = IN_TURNS
  const present = isSmall || count % 2 === 0 ? even : odd
  return [
    ...[...KEPT, ...(isSmall ? present : [])].map((name) => [name, 'mine'] as const),
    ...[...CHANGED, ...(isSmall ? [] : present)].map((name) => [name, variant] as const),
  ]
}

const treeOf = (variants: Variants): ModelTree => ({
  entries: new Map(variants.map(([name, variant]) => [usualPath(name), { name, variant, state: 'whole' }])),
  ignored: new Set(),
})
