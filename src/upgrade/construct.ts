import { currentType } from '../flow/removed-types.ts'
import type { FlowNode } from '../flow/walk-tasks.ts'
import type { RuleContext } from '../lint/rule-context.ts'
import { symbolIndex } from '../lint/symbol-index.ts'
import type { Change } from '../yaml/edits.ts'
import { type MapValue, type NodePath, valueAt } from '../yaml/map-value.ts'

/** Why a place is not rewritten. */
export interface Obstacle {
  /** The node that the finding of this construct names. */
  readonly path: NodePath
  readonly part?: 'key' | 'value' | undefined
  readonly reason: string
}

/** The changes and obstacles of one construct in a flow. */
export interface Rewrites {
  readonly changes: readonly Change[]
  readonly obstacles: readonly Obstacle[]
}

/** One family of constructs of 1.x. */
export interface Construct {
  /** True if 1.3 also accepts the new form, and runs it in the same way. */
  readonly isTakenBy1: boolean
  readonly rewrite: (flow: RuleContext) => Rewrites
}

/** No tree and no server. */
export const NOTHING_KNOWN = symbolIndex({ flows: [], desired: { resources: [] } }, undefined)

export const CORE = 'io.kestra.plugin.core.'

/** Joins the rewrites of several nodes. */
export const together = (list: readonly Partial<Rewrites>[]): Rewrites => ({
  changes: list.flatMap(({ changes = [] }) => changes),
  obstacles: list.flatMap(({ obstacles = [] }) => obstacles),
})

/** The tasks and triggers of one of Kestra's own types, without `io.kestra.plugin.core.`. */
export const nodesOf = ({ nodes }: RuleContext, ...types: readonly string[]): readonly FlowNode[] =>
  nodes.filter(({ type = '', isCertain }) => isCertain && types.some((name) => currentType(type) === CORE + name))

/** True if a property of a map, or one at a dotted path in it, has a value. Kestra reads null as absent. */
export const has = (value: MapValue, property: string): boolean =>
  (valueAt(value, property.split('.')) ?? null) !== null

/** The names of the properties of a map that are not among `known`. */
export const othersIn = (value: MapValue, known: readonly string[]): readonly string[] =>
  Object.keys(value).filter((key) => has(value, key) && !known.includes(key))

/** A list of names in backticks. */
export const quoted = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(', ')
