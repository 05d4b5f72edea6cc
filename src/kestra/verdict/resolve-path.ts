import { plainText } from '../../text/json.ts'
import { isMapValue, type MapNode, type NodePath } from '../../yaml/map-value.ts'

/** The node that a server's text refers to. */
export interface ResolvedPath {
  readonly path: NodePath
  /** True when the text refers to a property that the node at `path` lacks. */
  readonly isMissing: boolean
  readonly value: unknown
  /** True when the text refers to the key itself (`labels[0].key`). */
  readonly isKey?: boolean
}

/** In characters; no person writes a longer path. */
const MAX_PATH_LENGTH = 2_000

/** A key, a list index, or the id of a list's element (`tasks[load]`). */
type Segment = string | number | { readonly id: string }

/**
 * Finds the node for a path in a server's text among all maps of the flow; the flow itself comes first. `saysAbsent`:
 * the text reports a missing property, so among several nodes with one id the one without it wins. These forms are
 * understood:
 * - indexes (`tasks[0].url`)
 * - ids in brackets, as 2.0.0 writes them (`tasks[load].url`)
 * - bare ids, as 1.x writes them (`load.url`)
 * - JSON pointers (`/tasks/0/url`) Servers write the id of the innermost task instead of every `tasks[n]` (core
 *   KestraConstraintViolationException, ViolationPaths), so ids are searched at any depth.
 */
export const resolvePath = (text: string, nodes: readonly MapNode[], saysAbsent = false): ResolvedPath | undefined => {
  const [flow] = nodes
  if (flow === undefined || text.length > MAX_PATH_LENGTH) return undefined
  const literal = walk(flow, text.startsWith('/') ? pointerSegments(text) : pathSegments(text))
  const candidates = [literal, ...resolveById(text, nodes)].filter((candidate) => candidate !== undefined)
  const isIntended = saysAbsent ? isAbsent : isPresent
  return candidates.find(isIntended) ?? candidates.find(isPresent) ?? candidates[0]
}

/** Keys and indexes of a Jackson reference chain, e.g. `io.kestra…FlowWithSource["tasks"]->java.util.ArrayList[0]`. */
export const referenceChainPath = (chain: string): NodePath =>
  [...chain.slice(0, MAX_PATH_LENGTH).matchAll(/\["([^"]*)"\]|\[(\d+)\]/g)].map(
    ([, key, index]) => key ?? Number(index),
  )

const isPresent = (candidate: ResolvedPath): boolean => !candidate.isMissing

/** True when the property is missing or empty. */
export const isAbsent = ({ isMissing, value }: ResolvedPath): boolean =>
  isMissing || value === null || value === '' || (typeof value === 'object' && Object.keys(value).length === 0)

/** The segments of a JSON pointer (RFC 6901). */
const pointerSegments = (pointer: string): Segment[] => {
  const tokens = pointer.split('/').slice(1)
  return tokens.map((token) => toSegment(token.replaceAll('~1', '/').replaceAll('~0', '~')))
}

/** The segments of a dotted path. `<list element>`, `<map key>` and similar marks refer to the container itself. */
const pathSegments = (path: string): Segment[] =>
  [...path.replaceAll(/\.?<[^<>]*>/g, '').matchAll(/\[([^\]]*)\]|([^.[\]]+)/g)].map(([, inBrackets, name]) => {
    if (inBrackets === undefined) return name ?? ''
    const segment = toSegment(inBrackets)
    return typeof segment === 'number' ? segment : { id: inBrackets }
  })

const toSegment = (token: string): Segment => (/^\d+$/.test(token) ? Number(token) : token)

/** Every reading of the path that starts at a node whose id it names, longest id first (ids may contain dots). */
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

/**
 * Drops leading segments one by one: keys of the parents may come between the id of an innermost task and its property.
 */
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
      // The server writes `labels[0].value` for a label that is one entry of a map in the flow.
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
  // `finally` and `else` are Java keywords: the server's names for them begin with `_`.
  const key = Object.hasOwn(value, name) ? name : name.replace(/^_/, '')
  return Object.hasOwn(value, key) ? { key, value: value[key] } : undefined
}
