import type { ProblemCode } from '../../finding/problem-codes.ts'
import type { DocumentFinding, Place } from '../../flow/document-finding.ts'
import { suggestion } from '../../text/closest-word.ts'
import { plainText } from '../../text/json.ts'
import { isMapValue, type MapNode, type MapValue } from '../../yaml/map-value.ts'
import type { ParseText, VerdictContext } from './constraint-texts.ts'
import { isAbsent, type ResolvedPath, referenceChainPath, resolvePath } from './resolve-path.ts'

/** `Invalid type: X`: the server stops at the first, so every node with this type is named. */
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

/** A node without `type`, or with one that is no text, reads as `Invalid type: null`: the first such node. */
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

/** Elements of lists, but for those that wrap a task (Dag) or are no plugin at all; the task of a Dag; a retry. */
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
      hint: hintOf(property, known),
      path: node && [...node.path, property],
      part: 'key',
    },
  ]
}

const hintOf = (property: string, known: readonly string[]): string =>
  suggestion(property, known) ??
  (known.length > 0 ? `Known properties: ${[...known].sort().join(', ')}.` : 'Correct or remove it.')

/** How well a node fits the class: the type itself, its simple name (an alias), the flow or dashboard, a node without a type. */
const closeness = ({ path, value }: MapNode, className: string): number => {
  const type = typeof value['type'] === 'string' ? value['type'] : undefined
  if (path.length === 0) return /\.(?:Flow(?:WithSource)?|Dashboard)$/.test(className) ? 4 : 0
  if (type === className) return 3
  if (type !== undefined && simpleName(type) === simpleName(className)) return 2
  return type === undefined ? 1 : 0
}

const simpleName = (type: string): string | undefined => type.split(/[.$]/).at(-1)

const SAYS_MISSING = /^(?:must not be (?:null|empty|blank)|The '\w+' property cannot be (?:null|empty|blank))/

/** `load.url: must not be null`: a path and what is wrong there. */
export const parseNodeText: ParseText = (text, context) => {
  const [, path, words] = /^([^\n]*?): ([\s\S]+)$/.exec(text) ?? []
  if (path === undefined || words === undefined || path === '') return undefined
  const resolved = resolvePath(path, context.nodes, SAYS_MISSING.test(words))
  // A sentence with a colon in it is no path, though an id may hold spaces.
  const isSentence =
    resolved?.isMissing === true && /\s/.test(path.slice(0, 2_000).replaceAll(/\{\{.*?\}\}|\[[^\]]*\]|<[^>]*>/g, ''))
  if (resolved === undefined || isSentence) return undefined
  return [{ code: codeOf(path, words), message: text.trimEnd(), ...placeOf(resolved, words) }]
}

/** Where a JSON pointer or a Jackson reference chain leads, as newer servers give it beside the text. */
export const pointerPlace = (pointer: string, words: string, { nodes }: VerdictContext): Place | undefined => {
  if (pointer.includes('["') || pointer.includes('->')) {
    return { path: referenceChainPath(pointer), part: words.startsWith('Unrecognized') ? 'key' : 'value' }
  }
  const resolved = resolvePath(pointer, nodes, SAYS_MISSING.test(words))
  return resolved && placeOf(resolved, words)
}

/** The code of a constraint by its words; `path` may be a JSON pointer. */
export const codeOf = (path: string, words: string): ProblemCode => {
  const property = path.split(/[./\]]/).at(-1)
  if (SAYS_MISSING.test(words)) return path.replace('/', '') === 'tasks' ? 'empty-tasks' : 'missing-property'
  if (words.startsWith('invalid cron')) return 'invalid-cron'
  if (words.startsWith('must match') && property === 'id') return 'invalid-id'
  if (words.startsWith('must match') && property === 'namespace') return 'invalid-namespace'
  return 'server-invalid'
}

/** A property that is there but empty is shown at its key; a value that the words quote is shown itself. */
const placeOf = (resolved: ResolvedPath, words: string): Place => {
  const { path, isMissing, value, isKey = false } = resolved
  if (isMissing || path.length === 0) return { path }
  const isEmpty = value === null || (SAYS_MISSING.test(words) && isAbsent(resolved))
  if (isKey || isEmpty) return { path, part: 'key' }
  const quoted = isMapValue(value) ? quotedProperty(value, words) : undefined
  return { path: quoted === undefined ? path : [...path, quoted] }
}

const quotedProperty = (node: MapValue, words: string): string | undefined =>
  Object.keys(node).find((key) => key !== 'type' && typeof node[key] === 'string' && words.includes(`'${node[key]}'`))
