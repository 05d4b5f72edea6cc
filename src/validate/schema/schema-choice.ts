import { constantsOf } from './constants-of.ts'
import type { Kind, SchemaShape } from './schema-shape.ts'

/** The alternatives (`anyOf`) of one part of a schema, sorted once by what tells them apart. */
export interface SchemaChoice {
  readonly shapes: readonly SchemaShape[]
  readonly kinds: ReadonlySet<Kind>
  /** Some alternative takes anything, or has alternatives of its own: nothing can be said. */
  readonly isOpen: boolean
  readonly isRendered: boolean
  /** The maps among them by their `type`; `undefined` when not all of them name one. */
  readonly byType: ReadonlyMap<string, SchemaShape> | undefined
}

/** Sorts alternatives; with a thousand plugins this is worth doing once a list, not once a task. */
export const readChoice = (shapes: readonly SchemaShape[]): SchemaChoice => {
  const maps = shapes.filter(({ kinds }) => kinds.has('object'))
  const typed = maps.map((shape) => ({ shape, types: constantsOf(shape.properties.get('type')) }))
  // One that claims many types (a placeholder for any input) gives way to the one that is named after it.
  const specificLast = typed.toSorted((a, b) => b.types.length - a.types.length)
  const isTyped = typed.length > 0 && typed.every(({ types }) => types.length > 0)
  return {
    shapes,
    kinds: new Set(shapes.flatMap(({ kinds }) => [...kinds])),
    isOpen: shapes.some(({ kinds, alternatives }) => kinds.size === 0 || alternatives.length > 0),
    isRendered: shapes.some(({ isDynamic }) => isDynamic),
    byType: isTyped
      ? new Map(specificLast.flatMap(({ shape, types }) => types.map((type) => [type, shape])))
      : undefined,
  }
}
