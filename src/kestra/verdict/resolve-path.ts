import { plainText } from '../../text/json.ts'
import { isMapValue, type MapNode, type NodePath } from '../../yaml/map-value.ts'

/** The node that a server's text means. */
export interface ResolvedPath {
  readonly path: NodePath
  /** The text means a property that the node at `path` does not have. */
  readonly isMissing: boolean
  readonly value: unknown
  /** The text means the key itself (`labels[0].key`). */
  readonly isKey?: boolean
}

/** Of a path in characters; one that is longer leads nowhere that a person could have written. */
const MAX_PATH_LENGTH = 2_000

/** A key, a list index, or the id of a list's element (`tasks[load]`). */
type Segment = string | number | { readonly id: string }

/**
 * Finds the node that a path in a server's text means among all maps of the flow, the flow itself first; where the text says that something is
 * absent (`saysAbsent`), of several nodes with one id the one without it. Understood are indexes (`tasks[0].url`), 2.0.0's ids in
 * brackets (`tasks[load].url`), 1.x's bare ids (`load.url`) and JSON pointers (`/tasks/0/url`).
 * Servers put the id of the innermost task in place of every `tasks[n]` of a path (core
 * KestraConstraintViolationException, ViolationPaths), so ids are looked for at any depth.
 */
export const resolvePath = (text: string, nodes: readonly MapNode[], saysAbsent = false): ResolvedPath | undefined => {
  const [flow] = nodes
  if (flow === undefined || text.length > MAX_PATH_LENGTH) return undefined
  const literal = walk(flow, text.startsWith('/') ? pointerSegments(text) : pathSegments(text))
  const candidates = [literal, ...resolveById(text, nodes)].filter((candidate) => candidate !== undefined)
  const isMeant = saysAbsent ? isAbsent : isPresent
  return candidates.find(isMeant) ?? candidates.find(isPresent) ?? candidates[0]
}

/** Keys and indexes of a Jackson reference chain, e.g. `io.kestra…FlowWithSource["tasks"]->java.util.ArrayList[0]`. */
export const referenceChainPath = (chain: string): NodePath =>
  [...chain.slice(0, MAX_PATH_LENGTH).matchAll(/\["([^"]*)"\]|\[(\d+)\]/g)].map(
    ([, key, index]) => key ?? Number(index),
  )

const isPresent = (candidate: ResolvedPath): boolean => !candidate.isMissing

/** True when there is no such property, or nothing in it. */
export const isAbsent = ({ isMissing, value }: ResolvedPath): boolean =>
  isMissing || value === null || value === '' || (typeof value === 'object' && Object.keys(value).length === 0)

/** Decodes RFC 6901. */
const pointerSegments = (pointer: string): Segment[] => {
  const tokens = pointer.split('/').slice(1)
  return tokens.map((token) => toSegment(token.replaceAll('~1', '/').replaceAll('~0', '~')))
}

/** `<list element>`, `<map key>` and the like stand for the container itself. */
const pathSegments = (path: string): Segment[] =>
  [...path.replaceAll(/\.?<[^<>]*>/g, '').matchAll(/\[([^\]]*)\]|([^.[\]]+)/g)].map(([, inBrackets, name]) => {
    if (inBrackets === undefined) return name ?? ''
    const segment = toSegment(inBrackets)
    return typeof segment === 'number' ? segment : { id: inBrackets }
  })

const toSegment = (token: string): Segment => (/^\d+$/.test(token) ? Number(token) : token)

/** Every reading of the path that starts at a node whose id it names, longest id first (ids may hold dots). */
const resolveById = (text: string, nodes: readonly MapNode[]): ResolvedPath[] =>
  nodes
    .slice(1)
    .filter(({ value }) => Object.hasOwn(value, 'id') || Object.hasOwn(value, 'type'))
    .map((node) => ({ node, id: plainText(node.value['id'] ?? null) }))
    .sort((left, right) => right.id.length - left.id.length)
    .flatMap(({ node, id }) => {
      const rest = textAfterId(text, id)
      return rest === undefined ? [] : [resolveInside(node, pathSegments(rest))]
    })

const textAfterId = (text: string, id: string): string | undefined => {
  const bracketed = text.lastIndexOf(`[${id}]`)
  if (bracketed >= 0) return text.slice(bracketed + id.length + 2)
  return text.startsWith(id) && /^(?:[.[]|$)/.test(text.slice(id.length)) ? text.slice(id.length) : undefined
}

/** What stands between an innermost task's id and its property are keys of its parents: they are dropped one by one. */
const resolveInside = (node: MapNode, segments: readonly Segment[]): ResolvedPath => {
  for (let start = 0; start < segments.length; start++) {
    const found = walk(node, segments.slice(start))
    if (found && !found.isMissing) return found
  }
  return { path: node.path, isMissing: typeof segments.at(-1) === 'string', value: node.value }
}

const walk = (from: MapNode, segments: readonly Segment[]): ResolvedPath | undefined => {
  let path = from.path
  let value: unknown = from.value
  for (const [position, segment] of segments.entries()) {
    const step = childOf(value, segment)
    if (step === undefined) {
      // A label of a map is `labels[0].value` to the server, and a text to the flow.
      const isInLabel = path.length === from.path.length + 2 && path.at(-2) === 'labels'
      if (isInLabel) return { path, isMissing: false, value, isKey: segment === 'key' }
      const isLast = position === segments.length - 1
      return isLast && isMapValue(value) && typeof segment === 'string' ? { path, isMissing: true, value } : undefined
    }
    path = [...path, step.key]
    value = step.value
  }
  return { path, isMissing: false, value }
}

const childOf = (value: unknown, segment: Segment): { key: string | number; value: unknown } | undefined => {
  if (Array.isArray(value)) {
    const index =
      typeof segment === 'object'
        ? value.findIndex((child) => isMapValue(child) && child['id'] === segment.id)
        : segment
    return typeof index === 'number' && index in value ? { key: index, value: value[index] } : undefined
  }
  if (!isMapValue(value)) return undefined
  if (typeof segment === 'number' && !Object.hasOwn(value, segment)) {
    const [key, child] = Object.entries(value)[segment] ?? []
    return key === undefined ? undefined : { key, value: child }
  }
  const name = typeof segment === 'object' ? segment.id : String(segment)
  // `finally` and `else` are words of Java: the server's own names for them begin with `_`.
  const key = Object.hasOwn(value, name) ? name : name.replace(/^_/, '')
  return Object.hasOwn(value, key) ? { key, value: value[key] } : undefined
}
