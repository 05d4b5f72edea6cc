import { isMapValue, type MapValue } from '../../flow/map-value.ts'
import type { ProblemCode } from '../../problem/problem-codes.ts'
import type { FindingReader, Place, VerdictContext } from './finding.ts'
import { isAbsent, type ResolvedPath, referenceChainPath, resolvePath } from './resolve-path.ts'

const SAYS_MISSING = /^must not be (?:null|empty|blank)/

/** `load.url: must not be null`: a path and what is wrong there. */
export const readPathViolation: FindingReader = (text, context) => {
  const [, path, words] = /^([^\n]*?): ([\s\S]+)$/.exec(text) ?? []
  if (path === undefined || words === undefined || path === '') return undefined
  const resolved = resolvePath(path, { nodes: context.nodes, expectsMissing: SAYS_MISSING.test(words) })
  // A sentence with a colon in it is no path, though an id may hold spaces.
  const isSentence = resolved?.isMissing === true && /\s/.test(path.replaceAll(/\{\{.*?\}\}|\[[^\]]*\]|<[^>]*>/g, ''))
  if (resolved === undefined || isSentence) return undefined
  return [{ code: codeOf(path, words), message: text.trimEnd(), place: placeOf(resolved, words) }]
}

/** Where a JSON pointer or a Jackson reference chain leads, as newer servers give it beside the text. */
export const pointerPlace = (pointer: string, words: string, { nodes }: VerdictContext): Place | undefined => {
  if (pointer.includes('["') || pointer.includes('->')) {
    return { path: referenceChainPath(pointer), part: words.startsWith('Unrecognized') ? 'key' : 'value' }
  }
  const resolved = resolvePath(pointer, { nodes, expectsMissing: SAYS_MISSING.test(words) })
  return resolved && placeOf(resolved, words)
}

/** The code of a violation by its words; `path` may be a JSON pointer. */
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
  if (isMissing || path.length === 0) return { path, part: 'value' }
  const isEmpty = value === null || (SAYS_MISSING.test(words) && isAbsent(resolved))
  if (isKey || isEmpty) return { path, part: 'key' }
  const quoted = isMapValue(value) ? quotedProperty(value, words) : undefined
  return { path: quoted === undefined ? path : [...path, quoted], part: 'value' }
}

const quotedProperty = (node: MapValue, words: string): string | undefined =>
  Object.keys(node).find((key) => key !== 'type' && typeof node[key] === 'string' && words.includes(`'${node[key]}'`))
