import type { NodePath } from '../../flow/flow-document.ts'
import { isMapValue, type MapValue } from '../../flow/map-value.ts'
import { closestWord } from '../closest-word.ts'
import type { Severity } from '../problem.ts'
import { fitsKind } from './fits-kind.ts'
import { constantsOf } from './flow-schema.ts'
import type { SchemaCheck } from './schema-check.ts'
import type { Kind, SchemaNode, SchemaShape } from './schema-shape.ts'

/** A value of the flow, what the schema asks of it, and where it stands. */
interface Place {
  readonly value: unknown
  readonly shape: SchemaShape
  readonly path: NodePath
}

/**
 * Compares one value with its schema and goes down into it. A task is compared with the definition of its own `type` only,
 * never with the list of all plugins. An absent value is left to whoever
 * requires it; an empty one (`labels:` and nothing behind it) is taken by servers for most kinds.
 */
export const checkNode = (check: SchemaCheck, value: unknown, at: { node: SchemaNode; path: NodePath }): void => {
  if (value === null || value === undefined || value === '') return
  checkPlace(check, { value, shape: check.schema.shapeOf(at.node), path: at.path })
}

const checkPlace = (check: SchemaCheck, place: Place): void => {
  const { value, shape } = place
  if (!fitsKinds(value, [...shape.kinds])) reportKind(check, place, [...shape.kinds])
  else if (shape.alternatives.length > 0) checkAlternatives(check, place)
  else if (isMapValue(value)) checkMap(check, value, place)
  else if (Array.isArray(value)) checkItems(check, value, place)
  else checkConstant(check, place)
}

const checkConstant = (check: SchemaCheck, { value, shape, path }: Place): void => {
  const allowed = shape.constants.map(String)
  const text = String(value)
  if (allowed.length === 0 || allowed.includes(text)) return
  check.report('wrong-type', {
    path,
    // Some servers take such a value and fail only when the task runs (kestra-api.md section 0).
    severity: 'warning',
    message: `\`${text}\` is none of the values that the schema lists`,
    hint: suggestion(text, allowed) ?? `Use one of ${allowed.slice(0, 12).join(', ')}.`,
  })
}

const fitsKinds = (value: unknown, kinds: readonly Kind[]): boolean =>
  kinds.length === 0 || kinds.some((kind) => fitsKind(value, kind))

const checkItems = (check: SchemaCheck, values: readonly unknown[], { shape, path }: Place): void => {
  if (values.length === 0 && shape.isNotEmpty) {
    const code = path.length === 1 && path[0] === 'tasks' ? 'empty-tasks' : 'missing-property'
    check.report(code, { path, part: 'key', message: `\`${path.at(-1)}\` must not be empty`, hint: 'Add an entry.' })
  }
  const { items } = shape
  if (items === undefined) return
  values.forEach((value, index) => {
    checkNode(check, value, { node: items, path: [...path, index] })
  })
}

/** Only the alternative that the value is meant for is compared; where that is not certain nothing is said. */
const checkAlternatives = (check: SchemaCheck, place: Place): void => {
  const { value, shape } = place
  const shapes = shape.alternatives.map((node) => check.schema.shapeOf(node))
  if (shapes.some(({ kinds, alternatives }) => kinds.size === 0 || alternatives.length > 0)) return
  const fitting = shapes.filter(({ kinds }) => fitsKinds(value, [...kinds]))
  const [only] = fitting
  if (only === undefined) reportKind(check, place, [...new Set(shapes.flatMap(({ kinds }) => [...kinds]))])
  else if (isMapValue(value) && fitting.every((option) => typesOf(option).length > 0)) {
    checkTyped(check, value, { place, options: fitting })
  } else if (fitting.length === 1) checkPlace(check, { ...place, shape: only })
}

const checkTyped = (
  check: SchemaCheck,
  value: MapValue,
  { place, options }: { place: Place; options: readonly SchemaShape[] },
): void => {
  const type = value['type'] ?? undefined
  const chosen = options.find((option) => typesOf(option).includes(String(type)))
  if (type === undefined) reportMissing(check, 'type', place)
  else if (chosen) checkMap(check, value, { ...place, shape: chosen })
  else reportType(check, { path: place.path, type: String(type), allowed: options.flatMap(typesOf) })
}

const checkMap = (check: SchemaCheck, value: MapValue, place: Place): void => {
  const shape = isAnyTask(place.shape) ? shapeOfTask(check, value, place) : place.shape
  if (shape === undefined) return
  for (const property of shape.required) {
    if (value[property] === undefined || value[property] === null) reportMissing(check, property, place)
  }
  checkProperties(check, value, { ...place, shape })
}

/** Compares the properties that are there and asks for no others. */
export const checkProperties = (
  check: SchemaCheck,
  value: MapValue,
  { shape, path, severity }: Omit<Place, 'value'> & { readonly severity?: Severity },
): void => {
  for (const [property, child] of Object.entries(value)) {
    const node = shape.properties.get(property) ?? shape.additional
    if (node) checkNode(check, child, { node, path: [...path, property] })
    else if (!shape.isOpen && !isServerProperty(property, path)) {
      check.report('unknown-property', {
        ...{ path: [...path, property], part: 'key', severity },
        message: `Unknown property \`${property}\``,
        hint: suggestion(property, shape.properties.keys()),
      })
    }
  }
}

/** Servers write these into a flow's source themselves and take them back, though the schema does not list them. */
const SERVER_PROPERTIES = new Set(['tenantId', 'source', 'revision', 'deleted', 'updated'])

const isServerProperty = (property: string, path: NodePath): boolean =>
  path.length === 0 && SERVER_PROPERTIES.has(property)

/** Some lists (the cases of a Switch) name the common base of all tasks instead of listing them: an `id` and any `type`. */
const isAnyTask = (shape: SchemaShape): boolean =>
  shape.properties.has('id') &&
  shape.properties.has('type') &&
  shape.required.includes('type') &&
  typesOf(shape).length === 0

const shapeOfTask = (check: SchemaCheck, value: MapValue, { shape, path }: Place): SchemaShape | undefined => {
  const type = value['type']
  if (typeof type !== 'string') return shape
  const node = check.schema.types.get(type)
  if (node) return check.schema.shapeOf(node)
  reportType(check, { path, type, allowed: [...check.schema.types.keys()] })
  return undefined
}

const typesOf = (shape: SchemaShape): string[] => constantsOf(shape.properties.get('type'))

const reportType = (check: SchemaCheck, found: { path: NodePath; type: string; allowed: readonly string[] }): void => {
  const { path, type, allowed } = found
  const isElsewhere = check.schema.types.has(type)
  check.report('unknown-type', {
    path: [...path, 'type'],
    message: isElsewhere ? `\`${type}\` is not allowed here` : `Unknown type \`${type}\``,
    hint: isElsewhere ? 'It is known, but belongs to another list of the flow.' : suggestType(type, allowed),
  })
}

/** Packages are remembered worse than names: `io.kestra.plugin.core.Log` is `io.kestra.plugin.core.log.Log`. */
const suggestType = (type: string, allowed: readonly string[]): string | undefined => {
  const name = type.slice(type.lastIndexOf('.') + 1)
  const namesakes = allowed.filter((candidate) => candidate.endsWith(`.${name}`))
  return namesakes.length === 1 ? `Did you mean \`${namesakes[0]}\`?` : suggestion(type, allowed)
}

/** The server may hold defaults of its own for a plugin, so only for Kestra's own types is the absence certain. */
const reportMissing = (check: SchemaCheck, property: string, { value, path }: Place): void => {
  const type = isMapValue(value) ? value['type'] : undefined
  if (check.hasDefault(type, property)) return
  const isPlugin = typeof type === 'string' && type.includes('.') && !type.startsWith('io.kestra.plugin.core.')
  const isCertain = !isPlugin || property === 'id'
  check.report('missing-property', {
    path,
    message: `The required property \`${property}\` is missing`,
    hint: isCertain ? `Add \`${property}\`.` : `Add \`${property}\`, unless the server has a plugin default for it.`,
    severity: isCertain ? undefined : 'warning',
  })
}

const KIND_NAMES: Readonly<Record<Kind, string>> = {
  object: 'a map',
  array: 'a list',
  string: 'a text',
  boolean: 'true or false',
  integer: 'a whole number',
  number: 'a number',
}

/** A property that is rendered at run time is stored whatever it holds, so its kind is only probably wrong. */
const reportKind = (check: SchemaCheck, { value, shape, path }: Place, kinds: readonly Kind[]): void => {
  const isDynamic = shape.isDynamic || shape.alternatives.some((node) => check.schema.shapeOf(node).isDynamic)
  if (isDynamic && typeof value === 'string' && value.includes('{{')) return
  const wanted = kinds.map((kind) => KIND_NAMES[kind]).join(' or ')
  check.report('wrong-type', {
    path,
    severity: isDynamic ? 'warning' : undefined,
    message: `\`${path.at(-1)}\` must be ${wanted}, not ${describe(value)}`,
    hint: `Write ${wanted}.`,
  })
}

const describe = (value: unknown): string => {
  if (Array.isArray(value)) return 'a list'
  if (isMapValue(value)) return 'a map'
  return typeof value === 'string' ? 'a text' : String(value)
}

const suggestion = (word: string, candidates: Iterable<string>): string | undefined => {
  const closest = closestWord(word, candidates)
  return closest === undefined ? undefined : `Did you mean \`${closest}\`?`
}
