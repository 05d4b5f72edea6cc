import { parse, stringify } from 'yaml'
import { inTurns } from '../engine/engine.ts'
import type { EngineVersion } from '../engine/engine-versions.ts'
import { validFlows } from '../fixtures/valid-flows.ts'

/** A flow with one thing changed, and what that was. */
export interface Mutation {
  readonly name: string
  readonly source: string
}

type Path = readonly (string | number)[]

const REPLACEMENTS: readonly unknown[] = [
  'text',
  '5',
  'true',
  '{{ inputs.x }}',
  7,
  true,
  ['a'],
  { a: 'b' },
  [],
  {},
  null,
  '',
]

/** One changed flow in so many, and another one on each version; `MUTATION_SHARE=1` takes all. */
const SHARE = Number(process.env['MUTATION_SHARE'] ?? 6)

/** A share of all changes to the valid flows of a version, the same ones each time. */
export const mutationsFor = (version: EngineVersion): readonly Mutation[] =>
  inTurns(validFlows(version).flatMap(mutateFlow), version, SHARE)

/** Every way to break one node of a flow: another kind of value, gone, renamed, doubled with an unknown neighbour. */
const mutateFlow = (source: string): Mutation[] => {
  const flow: unknown = parse(source, { version: '1.1' })
  return pathsOf(flow).flatMap((path) => {
    const at = path.join('.')
    const replaced = REPLACEMENTS.map((value) => ({
      name: `${at} = ${JSON.stringify(value)}`,
      change: (parent: Container, key: string | number) => Reflect.set(parent, key, value),
    }))
    const changes = [
      ...replaced,
      { name: `${at} removed`, change: remove },
      { name: `${at} renamed`, change: rename },
      { name: `${at} misspelt`, change: misspell },
    ]
    return changes.flatMap(({ name, change }) => {
      const changed: unknown = structuredClone(flow)
      const parent = path.slice(0, -1).reduce<unknown>((node, key) => Reflect.get(Object(node), key), changed)
      const key = path.at(-1)
      if (!isContainer(parent) || key === undefined) return []
      change(parent, key)
      return [{ name, source: stringify(changed, { version: '1.1', lineWidth: 0 }) }]
    })
  })
}

type Container = unknown[] | Record<string, unknown>

const isContainer = (value: unknown): value is Container => typeof value === 'object' && value !== null

const pathsOf = (value: unknown, path: Path = []): Path[] =>
  isContainer(value)
    ? Object.entries(value).flatMap(([key, child]) => {
        const at = [...path, Array.isArray(value) ? Number(key) : key]
        return [at, ...pathsOf(child, at)]
      })
    : []

const remove = (parent: Container, key: string | number): void => {
  if (Array.isArray(parent)) parent.splice(Number(key), 1)
  else Reflect.deleteProperty(parent, key)
}

const rename = (parent: Container, key: string | number): void => {
  if (Array.isArray(parent)) return
  Reflect.set(parent, `${key}X`, parent[key])
  Reflect.deleteProperty(parent, key)
}

const misspell = (parent: Container, key: string | number): void => {
  const value: unknown = Reflect.get(parent, key)
  if (typeof value === 'string') Reflect.set(parent, key, `${value.slice(0, -2)}${value.slice(-1)}`)
}
