import type { NodePath } from '../../flow/map-value.ts'
import { constantsOf } from './constants-of.ts'
import type { SchemaShape } from './schema-shape.ts'

/** A value of the flow, what the schema asks of it, and where it stands. */
export interface Place {
  readonly value: unknown
  readonly shape: SchemaShape
  readonly path: NodePath
  readonly leniency: Leniency
}

/** What servers do not look at where they validate, so that it is only probably wrong. Holds for all that is below. */
export interface Leniency {
  /** A property that is rendered when the task runs is stored whatever it holds. */
  readonly isRendered: boolean
  /** Nobody asks for missing properties in the cases of a Switch and the tasks of a Dag. */
  readonly isIncomplete: boolean
}

/** Where servers look at everything. */
export const STRICT: Leniency = { isRendered: false, isIncomplete: false }

/** Some lists (the cases of a Switch) name the common base of all tasks instead of listing them: an `id` and any `type`. */
export const isAnyTask = (shape: SchemaShape): boolean =>
  shape.properties.has('id') &&
  shape.properties.has('type') &&
  shape.required.includes('type') &&
  constantsOf(shape.properties.get('type')).length === 0
