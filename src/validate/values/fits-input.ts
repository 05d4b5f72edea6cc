import type { KnownVersion } from '../../kestra/server.ts'
import { isTemplate } from '../../pebble/lex-pebble.ts'
import { isMapValue, type MapValue } from '../../yaml/map-value.ts'
import { parseYaml } from '../../yaml/yaml-document.ts'
import { boundsOf } from './input-bounds.ts'
import {
  durationSeconds,
  isDate,
  isEmail,
  isFloat,
  isInstant,
  isInteger,
  isTime,
  isUri,
  listOf,
  type Misfit,
  readJson,
} from './java-texts.ts'
import { NEEDS, type ReadType, readProperty } from './read-property.ts'

/** What an input is given, and by whom: its own `defaults`, or what a caller or trigger passes. */
export interface GivenValue {
  readonly as: 'default' | 'passed'
  /** Plain data; the default that is a scalar as the text that is written. */
  readonly value: unknown
  readonly version: KnownVersion | undefined
}

/**
 * Why the input, as its flow writes it, does not take a value; `undefined` where it does, or where only a run can tell: a template, an
 * empty text, a type without rules. A default is read as the properties of tasks are, what is passed by the input itself, which takes fewer
 * forms (docs/facts/kestra.md, "Inputs and values").
 */
export const fitsInput = (input: MapValue, given: GivenValue): Misfit | undefined => {
  const { value } = given
  if (value === undefined || value === null || value === '' || holdsTemplate(value)) return undefined
  return fitsType(input, given) ?? boundsOf(input, value)
}

const holdsTemplate = (value: unknown): boolean => {
  if (Array.isArray(value)) return value.some(holdsTemplate)
  if (isMapValue(value)) return Object.values(value).some(holdsTemplate)
  return typeof value === 'string' && isTemplate(value)
}

const LISTS = new Set<unknown>(['ARRAY', 'MULTISELECT'])

const fitsType = (input: MapValue, given: GivenValue): Misfit | undefined => {
  const { type, itemType } = input
  if (!LISTS.has(type)) return typeof type === 'string' ? fitsScalar(type, given) : undefined
  const list = listOf(given.value)
  if (list === undefined) return NO_LIST
  const item = type === 'MULTISELECT' ? 'STRING' : itemType
  if (typeof item !== 'string') return undefined
  return firstOf(list, (value) => fitsScalar(item, { ...given, as: 'passed', value }))
}

const NO_LIST: Misfit = {
  reason: 'it must be a list',
  fix: 'Write a list of YAML, or one of JSON in quotes: `[1, 2]`.',
}

const firstOf = (list: readonly unknown[], misfitOf: (value: unknown) => Misfit | undefined): Misfit | undefined => {
  for (const [index, value] of list.entries()) {
    const misfit = misfitOf(value)
    if (misfit) return { ...misfit, reason: `of its entry ${index + 1}, ${misfit.reason}` }
  }
  return undefined
}

/** Types whose defaults are read as properties are. */
const READ_TYPES: Readonly<Record<string, ReadType>> = {
  INT: 'integer',
  FLOAT: 'number',
  BOOL: 'boolean',
  BOOLEAN: 'boolean',
  DATETIME: 'date-time',
  DATE: 'date',
  TIME: 'partial-time',
  DURATION: 'duration',
  URI: 'uri',
}

/** How what is passed is read. */
const TAKES: Readonly<Partial<Record<ReadType, (text: string) => boolean>>> = {
  integer: isInteger,
  number: isFloat,
  'date-time': isInstant,
  date: isDate,
  'partial-time': isTime,
  duration: (text) => durationSeconds(text) !== undefined,
  uri: isUri,
}

const fitsScalar = (type: string, { as, value, version }: GivenValue): Misfit | undefined => {
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value)
  if (type === 'EMAIL') return isEmail(text) ? undefined : { reason: 'it must be an address of mail' }
  if (type === 'JSON' || type === 'YAML') return typeof value === 'string' ? fitsData(type, value) : undefined
  const read = Object.hasOwn(READ_TYPES, type) ? READ_TYPES[type] : undefined
  if (read === undefined) return undefined
  if (as === 'default') return readProperty(text, read, version)
  if (read === 'boolean') return /^(?:true|false)$/i.test(text) ? undefined : READ_AS_FALSE
  return TAKES[read]?.(text) === false ? { reason: `it must be ${NEEDS[read]}` } : undefined
}

const READ_AS_FALSE: Misfit = {
  reason: 'whatever is not `true` is read as false',
  readAs: 'false',
  fix: 'Write `true` or `false`.',
}

const fitsData = (type: 'JSON' | 'YAML', text: string): Misfit | undefined => {
  if (type === 'YAML') return parseYaml(text).isReadable ? undefined : { reason: 'it must be YAML that can be read' }
  return readJson(text) === undefined ? { reason: 'it must be JSON' } : undefined
}
