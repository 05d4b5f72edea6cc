import type { Severity } from '../../finding/problem.ts'
import { isTemplate } from '../../pebble/lex-pebble.ts'
import { suggestion } from '../../text/closest-word.ts'
import { plainText } from '../../text/json.ts'
import { isMapValue, type MapValue, type NodePath } from '../../yaml/map-value.ts'
import { checkText, isJsonOf, isOwnInput, typeOfRendered, typeOfText } from './check-text.ts'
import {
  type CheckedValue,
  isAnyTask,
  reportKind,
  reportMissing,
  reportType,
  type SchemaCheck,
} from './schema-findings.ts'
import {
  constantsOf,
  fitsKind,
  type JsonType,
  type SchemaChoice,
  type SchemaNode,
  type SchemaShape,
} from './schema-shape.ts'

type Leniency = Partial<Pick<CheckedValue, 'isRendered' | 'isIncomplete'>>

/**
 * Compares a value and everything below it with its schema. A task is compared only with the definition of its own
 * `type`, never with the list of all plugins. Absent values are checked by the rule for required properties. Empty
 * values (`labels:` alone) are accepted by servers for most kinds.
 */
export const checkNode = (
  check: SchemaCheck,
  value: unknown,
  at: { readonly node: SchemaNode; readonly path: NodePath } & Leniency,
): void => {
  if (value === null || value === undefined || value === '') return
  const { node, path, isRendered = false, isIncomplete = false } = at
  const shape = check.schema.shapeOf(node)
  checkValue(check, { value, shape, path, isRendered: isRendered || shape.isDynamic, isIncomplete })
}

const checkValue = (check: SchemaCheck, place: CheckedValue): void => {
  const { value, shape, path, isRendered } = place
  const { kinds } = shape
  if (!fitsKinds(value, kinds)) {
    if (!isOwnInput(path) && !(isRendered && isJsonOf(value, kinds))) reportKind(check, place, kinds)
  } else if (shape.alternatives.length > 0) checkAlternatives(check, place)
  else if (isMapValue(value)) checkMap(check, value, place)
  else if (Array.isArray(value)) checkItems(check, value, place)
  else checkScalar(check, place)
}

const checkScalar = (check: SchemaCheck, place: CheckedValue): void => {
  const { value, shape, path, isRendered } = place
  const type = typeOfText(shape)
  if (type !== undefined) checkText(check, place, type)
  const allowed = shape.constants.map(plainText)
  const text = plainText(value)
  if (allowed.length === 0 || allowed.includes(isRendered ? text.trim() : text)) return
  if (isRendered && isTemplate(text)) return
  check.report({
    // Servers accept this value, and fail when the task reads it (docs/internals/facts/kestra.md, "What validation lets
    // pass").
    code: isRendered ? 'invalid-value' : 'wrong-type',
    path,
    severity: 'warning',
    message: `\`${text}\` is not one of the values in the schema`,
    hint: suggestion(text, allowed) ?? `Use one of ${allowed.slice(0, 12).join(', ')}.`,
  })
}

const fitsKinds = (value: unknown, kinds: readonly JsonType[]): boolean =>
  kinds.length === 0 || kinds.some((kind) => fitsKind(value, kind))

const checkItems = (check: SchemaCheck, values: readonly unknown[], place: CheckedValue): void => {
  const { shape, path, isRendered, isIncomplete } = place
  if (values.length === 0 && shape.isNotEmpty) {
    const code = path.length === 1 && path[0] === 'tasks' ? 'empty-tasks' : 'missing-property'
    check.report({ code, path, part: 'key', message: `\`${path.at(-1)}\` must not be empty`, hint: 'Add an entry.' })
  }
  const { items } = shape
  if (items === undefined) return
  values.forEach((value, index) => {
    checkNode(check, value, { node: items, path: [...path, index], isRendered, isIncomplete })
  })
}

/** Compares the value only with the alternative that it is certainly written for. Otherwise nothing is reported. */
const checkAlternatives = (check: SchemaCheck, place: CheckedValue): void => {
  const { value } = place
  const choice = check.schema.choiceOf(place.shape)
  if (choice.isOpen) return
  const inner = { ...place, isRendered: place.isRendered || choice.isRendered }
  if (!fitsKinds(value, choice.kinds)) reportKind(check, { ...inner, isChosenByName: isByName(choice) }, choice.kinds)
  else if (isMapValue(value) && choice.byType) checkTyped(check, value, { place, options: choice.byType })
  else {
    const type = typeOfRendered(choice)
    if (type !== undefined) checkText(check, inner, type)
    const fitting = choice.shapes.filter(({ kinds }) => fitsKinds(value, kinds))
    const [only] = fitting
    if (only && fitting.length === 1) checkValue(check, { ...inner, shape: only })
  }
}

/**
 * True for alternatives that are chosen by a plain name (`constant` for a retry). Servers refuse a value that is not a
 * map there. A text in place of a plugin is ignored by servers.
 */
const isByName = ({ byType }: SchemaChoice): boolean =>
  byType !== undefined && [...byType.keys()].every((type) => !type.includes('.'))

const checkTyped = (
  check: SchemaCheck,
  value: MapValue,
  { place, options }: { place: CheckedValue; options: ReadonlyMap<string, readonly SchemaShape[]> },
): void => {
  const type = value['type'] ?? undefined
  const named = options.get(plainText(type))
  if (type === undefined) reportMissing(check, 'type', place)
  else if (named) {
    const chosen = named.length === 1 ? named[0] : named.find((shape) => fitsParts(check, value, shape))
    if (chosen) checkMap(check, value, { ...place, shape: chosen })
  } else reportType(check, { path: place.path, type: plainText(type), allowed: [...options.keys()] })
}

/**
 * The schema has one chart for each sort of data (docs/internals/facts/kestra.md, "Dashboards"). This one fits if its
 * parts have the types that the flow states.
 */
const fitsParts = (check: SchemaCheck, value: MapValue, shape: SchemaShape): boolean =>
  Object.entries(value).every(([property, part]) => {
    const node = shape.properties.get(property)
    if (node === undefined || !isMapValue(part) || typeof part['type'] !== 'string') return true
    const types = constantsOf(check.schema.shapeOf(node).properties.get('type'))
    return types.length === 0 || types.includes(part['type'])
  })

const checkMap = (check: SchemaCheck, value: MapValue, place: CheckedValue): void => {
  const shape = isAnyTask(place.shape) ? shapeOfTask(check, value, place) : place.shape
  if (shape === undefined) return
  for (const property of shape.required) {
    const own = Object.hasOwn(value, property) ? value[property] : undefined
    if (own === undefined || own === null) reportMissing(check, property, place)
  }
  checkProperties(check, value, { ...place, shape })
}

/** Checks the existing properties; missing ones are not reported. */
export const checkProperties = (
  check: SchemaCheck,
  value: MapValue,
  place: Pick<CheckedValue, 'shape' | 'path'> & Leniency & { readonly severity?: Severity },
): void => {
  const { shape, path, isRendered = false, isIncomplete = false, severity } = place
  for (const [property, child] of Object.entries(value)) {
    const node = shape.properties.get(property) ?? shape.additional
    const at = [...path, property]
    const isUnasked = isIncomplete || property === 'task' || !shape.properties.has(property)
    if (node) checkNode(check, child, { node, path: at, isRendered, isIncomplete: isUnasked })
    else if (!shape.isOpen && !isServerProperty(property, path)) {
      check.report({
        code: 'unknown-property',
        path: at,
        part: 'key',
        // The server drops a null before it checks the names.
        severity: child === null ? 'warning' : severity,
        message: `Unknown property \`${property}\``,
        hint: suggestion(property, shape.properties.keys()),
      })
    }
  }
}

/** Servers write these properties into a flow's source and accept them, although the schema does not list them. */
const SERVER_PROPERTIES = new Set(['tenantId', 'source', 'revision', 'deleted', 'updated'])

const isServerProperty = (property: string, path: NodePath): boolean =>
  path.length === 0 && SERVER_PROPERTIES.has(property)

const shapeOfTask = (check: SchemaCheck, value: MapValue, { shape, path }: CheckedValue): SchemaShape | undefined => {
  const type = value['type']
  if (typeof type !== 'string') return shape
  const node = check.schema.types.get(type)
  if (node) return check.schema.shapeOf(node)
  reportType(check, { path, type, allowed: [...check.schema.types.keys()] })
  return undefined
}
