import type { ProblemCode } from '../../finding/problem-codes.ts'
import type { DocumentFinding, Place } from '../../flow/document-finding.ts'
import { suggestion } from '../../text/closest-word.ts'
import { plainText } from '../../text/json.ts'
import { isMapValue, type MapNode, type MapValue } from '../../yaml/map-value.ts'
import type { ParseText, VerdictContext } from './constraint-texts.ts'
import { isAbsent, type ResolvedPath, referenceChainPath, resolvePath } from './resolve-path.ts'

/** `Invalid type: X`. The server stops at the first, so every node with this type gets a finding. */
export const parseInvalidType: ParseText = (text, { nodes }) => {
  const type = /^Invalid type:(?: (.*))?$/m.exec(text)?.[1]
  if (type === undefined && !text.startsWith('Invalid type:')) return undefined
  const documentFindings = type === 'null' || type === '<null>' ? withoutType(nodes) : withType(nodes, type ?? '')
  if (documentFindings.length > 0) return documentFindings
  return type === 'null' || type === '<null>'
    ? [{ code: 'missing-property', message: 'A part of the flow has no `type`.' }]
    : [{ code: 'unknown-type', message: text }]
}

const withType = (nodes: readonly MapNode[], type: string): DocumentFinding[] =>
  nodes
    .filter(({ value }) => Object.hasOwn(value, 'type') && plainText(value['type']) === type)
    .map(({ path }) => ({
      code: 'unknown-type',
      message: `Invalid type: ${type}`,
      hint: 'Correct the type, or install its plugin on this server.',
      path: [...path, 'type'],
    }))

/** The first node whose `type` is missing or not a text: the server reports it as `Invalid type: null`. */
const withoutType = (nodes: readonly MapNode[]): DocumentFinding[] =>
  nodes
    .filter(({ path, value }) => !isText(value['type']) && !isMapValue(value['task']) && needsType(path))
    .slice(0, 1)
    .map(({ path, value }) => ({
      code: 'missing-property',
      message: 'type: must not be null',
      path: Object.hasOwn(value, 'type') ? [...path, 'type'] : path,
      ...((value['type'] ?? undefined) === undefined ? { part: 'key' as const } : {}),
    }))

const isText = (value: unknown): boolean => typeof value === 'string' && value !== ''

/** List elements except wrappers of a task (Dag) and elements that are not plugins; the task of a Dag; a retry. */
const needsType = (path: MapNode['path']): boolean => {
  if (['labels', 'variables', 'checks', 'concurrency'].includes(String(path[0]))) return false
  return path.at(-1) === 'task' || path.at(-1) === 'retry' || typeof path.at(-1) === 'number'
}

/** `Unrecognized field "nope" (class X), not marked as ignorable (n known properties: …)`. */
export const parseUnknownProperty: ParseText = (text, { nodes }) => {
  const [, property, className] = /^Unrecognized field "(.*?)" \(class ([\w.$]+)\)/.exec(text) ?? []
  if (property === undefined || className === undefined) return undefined
  const known = [...(text.split('known properties: ', 2)[1] ?? '').matchAll(/"([^"]+)"/g)].map(([, name]) => name ?? '')
  const [node] = nodes
    .filter(({ value }) => Object.hasOwn(value, property))
    .sort((left, right) => closeness(right, className) - closeness(left, className))
  return [
    {
      code: 'unknown-property',
      message: `Unknown property \`${property}\``,
      hint: propertyHint(property, known),
      path: node && [...node.path, property],
      part: 'key',
    },
  ]
}

const propertyHint = (property: string, known: readonly string[]): string =>
  suggestion(property, known) ??
  (known.length > 0 ? `Known properties: ${[...known].sort().join(', ')}.` : 'Correct or remove it.')

/**
 * How well a node fits a class; the highest value wins. In order: flow or dashboard, equal type, equal simple name (an
 * alias), no type.
 */
const closeness = ({ path, value }: MapNode, className: string): number => {
  const type = typeof value['type'] === 'string' ? value['type'] : undefined
  if (path.length === 0) return /\.(?:Flow(?:WithSource)?|Dashboard)$/.test(className) ? 4 : 0
  if (type === className) return 3
  if (type !== undefined && simpleName(type) === simpleName(className)) return 2
  return type === undefined ? 1 : 0
}

const simpleName = (type: string): string | undefined => type.split(/[.$]/).at(-1)

const REPORTS_MISSING = /^(?:must not be (?:null|empty|blank)|The '\w+' property cannot be (?:null|empty|blank))/

/** `load.url: must not be null`: a path and the message about it. */
export const parseNodeText: ParseText = (text, context) => {
  const [, path, message] = /^([^\n]*?): ([\s\S]+)$/.exec(text) ?? []
  if (path === undefined || message === undefined || path === '') return undefined
  const resolved = resolvePath(path, context.nodes, REPORTS_MISSING.test(message))
  // A sentence with a colon is not a path, though an id may contain spaces.
  const isSentence =
    resolved?.isMissing === true && /\s/.test(path.slice(0, 2_000).replaceAll(/\{\{.*?\}\}|\[[^\]]*\]|<[^>]*>/g, ''))
  if (resolved === undefined || isSentence) return undefined
  return [{ code: constraintCode(path, message), message: text.trimEnd(), ...locationOf(resolved, message) }]
}

/** The location of a JSON pointer or a Jackson reference chain. Newer servers send one beside the text. */
export const pointerLocation = (pointer: string, message: string, { nodes }: VerdictContext): Place | undefined => {
  if (pointer.includes('["') || pointer.includes('->')) {
    return { path: referenceChainPath(pointer), part: message.startsWith('Unrecognized') ? 'key' : 'value' }
  }
  const resolved = resolvePath(pointer, nodes, REPORTS_MISSING.test(message))
  return resolved && locationOf(resolved, message)
}

/** The code of a constraint, from its message; `path` may be a JSON pointer. */
export const constraintCode = (path: string, message: string): ProblemCode => {
  const property = path.split(/[./\]]/).at(-1)
  if (REPORTS_MISSING.test(message)) return path.replace('/', '') === 'tasks' ? 'empty-tasks' : 'missing-property'
  if (message.startsWith('invalid cron')) return 'invalid-cron'
  if (message.startsWith('must match') && property === 'id') return 'invalid-id'
  if (message.startsWith('must match') && property === 'namespace') return 'invalid-namespace'
  return 'server-invalid'
}

/** An empty property is shown at its key; a value that the message quotes is shown at the value. */
const locationOf = (resolved: ResolvedPath, message: string): Place => {
  const { path, isMissing, value, isKey = false } = resolved
  if (isMissing || path.length === 0) return { path }
  const isEmpty = value === null || (REPORTS_MISSING.test(message) && isAbsent(resolved))
  if (isKey || isEmpty) return { path, part: 'key' }
  const quoted = isMapValue(value) ? quotedProperty(value, message) : undefined
  return { path: quoted === undefined ? path : [...path, quoted] }
}

const quotedProperty = (node: MapValue, message: string): string | undefined =>
  Object.keys(node).find((key) => key !== 'type' && typeof node[key] === 'string' && message.includes(`'${node[key]}'`))
