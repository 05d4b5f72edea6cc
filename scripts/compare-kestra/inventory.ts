import { type ClassText, namedParts, textsLoaded } from './read-classes.ts'

/** What flows can name in one version of Kestra's core: for each name what belongs to it, such as properties or arguments. */
export type Names = ReadonlyMap<string, readonly string[]>
export const SUBJECTS = ['types', 'inputs', 'functions', 'filters', 'tests'] as const
export type Inventory = Readonly<Record<(typeof SUBJECTS)[number], Names>>

const BASES: ReadonlySet<string> = new Set([
  'io.kestra.core.models.tasks.Task',
  'io.kestra.core.models.triggers.AbstractTrigger',
  'io.kestra.core.models.conditions.Condition',
])
const PLUGIN = /^io\.kestra\.plugin\.core\.[\w.]+$/
const EXTENSION = 'io.kestra.core.runners.pebble.Extension'
const INPUT_TYPE = 'io.kestra.core.models.flows.Type'

/** The classes of a core that an inventory is made of. */
export const isRead = (name: string): boolean =>
  /^io\.kestra\.(?:plugin\.core|core\.models\.(?:tasks|triggers|conditions)|core\.runners\.pebble)\./.test(name) ||
  name === INPUT_TYPE

/** Types with their properties, types of inputs, and what Pebble has with its arguments. */
export const inventoryOf = (classes: readonly ClassText[]): Inventory => {
  const byName = new Map(classes.map((each) => [each.name, each]))
  const types = classes.filter((each) => PLUGIN.test(each.name) && !each.isAbstract && isBased(each, byName))
  const extension = byName.get(EXTENSION)
  const ownName = (type: string) => textsLoaded(byName.get(type)?.methods.get('functionName') ?? [])[0]
  const named = (method: string): Names =>
    new Map(
      [...namedParts(extension?.methods.get(method) ?? [], ownName)].map(([name, type]) => [
        name,
        argumentsOf(type, byName),
      ]),
    )
  return {
    types: new Map(types.map((each) => [each.name, propertiesOf(each, byName)])),
    inputs: new Map((byName.get(INPUT_TYPE)?.constants ?? []).map((name) => [name, []])),
    functions: named('getFunctions'),
    filters: named('getFilters'),
    tests: named('getTests'),
  }
}

type ByName = ReadonlyMap<string, ClassText>

/** The class itself and those above it, as far as they are at hand. */
const chainOf = (start: string | undefined, byName: ByName): readonly ClassText[] => {
  const chain: ClassText[] = []
  for (let each = byName.get(start ?? ''); each !== undefined; each = byName.get(each.parent ?? '')) chain.push(each)
  return chain
}

const isBased = ({ name }: ClassText, byName: ByName): boolean =>
  chainOf(name, byName).some((each) => BASES.has(each.name))

const propertiesOf = ({ name }: ClassText, byName: ByName): readonly string[] =>
  [...new Set(chainOf(name, byName).flatMap(({ fields }) => fields))].toSorted()

const argumentsOf = (type: string, byName: ByName): readonly string[] => {
  const own = chainOf(type, byName).find(({ methods }) => methods.has('getArgumentNames'))
  return textsLoaded(own?.methods.get('getArgumentNames') ?? [])
}

/** What two inventories differ in. */
export interface Difference {
  readonly subject: (typeof SUBJECTS)[number]
  readonly name: string
  readonly change: 'added' | 'removed' | 'changed'
  /** Of a change: the properties or arguments that came and went. */
  readonly added: readonly string[]
  readonly removed: readonly string[]
}

/** By subject and name. */
export const differencesOf = (before: Inventory, now: Inventory): readonly Difference[] =>
  SUBJECTS.flatMap((subject) => {
    const names = [...new Set([...before[subject].keys(), ...now[subject].keys()])].toSorted()
    return names.flatMap((name): Difference[] => {
      const [old, current] = [before[subject].get(name), now[subject].get(name)]
      const added = (current ?? []).filter((each) => old?.includes(each) !== true)
      const removed = (old ?? []).filter((each) => current?.includes(each) !== true)
      if (old === undefined) return [{ subject, name, change: 'added', added: [], removed: [] }]
      if (current === undefined) return [{ subject, name, change: 'removed', added: [], removed: [] }]
      return added.length + removed.length === 0 ? [] : [{ subject, name, change: 'changed', added, removed }]
    })
  })
