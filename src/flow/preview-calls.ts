import { walkTexts } from '../yaml/map-value.ts'
import type { YamlDocument } from '../yaml/yaml-document.ts'
import { filesReached, type NamespaceSite, type PreviewParts } from './preview-references.ts'

/** The functions that reach into a namespace, with their parameters in order (docs/facts/kestra.md, "Functions that reach"). */
export const NAMESPACE_FUNCTIONS: ReadonlyMap<string, readonly string[]> = new Map([
  ['kv', ['key', 'namespace']],
  ['secret', ['key', 'namespace']],
  ['subflow', ['namespace', 'id']],
  ...['read', 'fileURI', 'fileExists', 'fileSize', 'isFileEmpty'].map((name): [string, string[]] => [
    name,
    ['path', 'namespace'],
  ]),
])
const FUNCTIONS: ReadonlySet<string> = new Set(NAMESPACE_FUNCTIONS.keys())

/**
 * Every call in an expression that names a namespace, by position or by name (`kv('key', 'company.team')`, `read('file',
 * namespace='company.team')`), and every address of a file of another namespace or execution.
 */
export const callSites = (document: YamlDocument, parts: PreviewParts): readonly NamespaceSite[] => {
  const sites: NamespaceSite[] = []
  walkTexts(document.value, (text, path) => {
    for (const call of readCalls(text, FUNCTIONS)) {
      const site = siteOf(call, parts)
      if (site !== undefined) sites.push({ path: [...path], ...site })
    }
    for (const site of addressSites(text, parts)) sites.push({ path: [...path], ...site })
  })
  return sites
}

type Site = Omit<NamespaceSite, 'path'>

const siteOf = (call: PebbleCall, parts: PreviewParts): Site | undefined => {
  const { name, text, given, isInTag } = call
  const argument = (parameter: string): PebbleArgument | undefined =>
    given?.get(parameter) ?? given?.get(`#${NAMESPACE_FUNCTIONS.get(name)?.indexOf(parameter)}`)
  const namespace = argument('namespace')
  if (given !== undefined && (namespace === undefined || namespace.text === 'flow.namespace')) return undefined
  if (!namespace?.isLiteral) return isInTag ? unknown(name) : undefined
  const named = namespace.text
  const first = argument(name === 'subflow' ? 'id' : 'key')
  const reached = reachedBy(name, { named, first: first?.isLiteral ? first.text : undefined }, parts)
  return { namespace: named, call: { text, at: namespace.at }, ...reached }
}

const unknown = (name: string): Site => ({
  namespace: '',
  isPart: false,
  reaches: `what \`${name}(…)\` names when it runs`,
})

const reachedBy = (
  name: string,
  { named, first }: { readonly named: string; readonly first: string | undefined },
  parts: PreviewParts,
): Pick<Site, 'isPart' | 'reaches'> => {
  const within = `of namespace \`${named}\``
  if (name === 'secret') return { isPart: false, reaches: `secret \`${first ?? '…'}\` ${within}` }
  if (!['kv', 'subflow'].includes(name)) return filesReached(named, parts)
  const noun = name === 'kv' ? 'key' : 'flow'
  if (first === undefined) return { isPart: parts.hasNamespace(named), reaches: `a ${noun} ${within}` }
  const isPart = name === 'kv' ? parts.hasKey(named, first) : parts.hasFlow(named, first)
  return { isPart, reaches: `${noun} \`${first}\` ${within}` }
}

const NAMESPACE_FILE = /\bnsfile:\/\/([a-z0-9][\w.-]*)\//dg
const EXECUTION_FILE = /\bkestra:\/\/\/[\w./-]+/

const addressSites = (text: string, parts: PreviewParts): readonly Site[] => {
  const files = text.includes('nsfile://') ? [...text.matchAll(NAMESPACE_FILE)] : []
  const sites = files.map(({ 0: address, 1: namespace = '' }): Site => {
    const call = { text: address, at: 'nsfile://'.length }
    return { namespace, call, ...filesReached(namespace, parts) }
  })
  const file = EXECUTION_FILE.exec(text)?.[0]
  return file === undefined ? sites : [...sites, { namespace: '', isPart: false, reaches: `file \`${file}\`` }]
}

/** A call of a function in an expression. */
interface PebbleCall {
  readonly name: string
  /** From its name to the closing bracket. */
  readonly text: string
  /** By name, or by `#0`, `#1` for those that stand without one; absent where the call cannot be read. */
  readonly given?: ReadonlyMap<string, PebbleArgument>
  /** False outside of `{{ … }}` and `{% … %}`, as in a script. */
  readonly isInTag: boolean
}

interface PebbleArgument {
  /** As it is written; of a text, what is between the quotes. */
  readonly text: string
  readonly isLiteral: boolean
  /** Where `text` begins in the call. */
  readonly at: number
}

/** No call of a person is longer; a longer one is not looked into, so that the work stays in proportion to the text. */
const MOST_CHARACTERS = 500

/**
 * The calls of some functions in a text: also those inside of other calls and of quotes, which Pebble may render again.
 */
const readCalls = (text: string, names: ReadonlySet<string>): readonly PebbleCall[] => {
  const found: PebbleCall[] = []
  let isInTag = false
  for (const { 0: sign, 1: name, index } of text.matchAll(/\{\{|\{%|\}\}|%\}|(?<![\w.])([A-Za-z]\w*)\s*\(/g)) {
    if (name === undefined) isInTag = sign.startsWith('{')
    else if (names.has(name)) {
      const call = readCall(text.slice(index, index + MOST_CHARACTERS), sign.length)
      if (call !== undefined || isInTag) found.push({ name, text: sign, ...call, isInTag })
    }
  }
  return found
}

/** `undefined` for what is no call of Pebble. */
const readCall = (text: string, from: number): Pick<PebbleCall, 'text' | 'given'> | undefined => {
  const given: PebbleToken[][] = [[]]
  let at = from
  for (let depth = 1; depth > 0; ) {
    const token = pebbleTokenAt(text, at)
    if (token === undefined) return undefined
    const { kind } = token
    at = token.end
    if (kind === 'sign') depth += depthOf(token.text)
    if (depth === 1 && token.text === ',') given.push([])
    else if (depth > 0 && kind !== 'blank') given.at(-1)?.push({ ...token, kind })
  }
  const list = given.filter((tokens) => tokens.length > 0).map((tokens, index) => argumentOf(text, tokens, index))
  return { text: text.slice(0, at), given: new Map(list) }
}

const argumentOf = (call: string, tokens: readonly PebbleToken[], index: number): [string, PebbleArgument] => {
  const isNamed = tokens[0]?.kind === 'name' && tokens[1]?.text === '='
  const value = isNamed ? tokens.slice(2) : tokens
  const [first] = value
  const isLiteral = value.length === 1 && first?.kind === 'text' && !/\\|#\{/.test(first.text)
  const [start, end] = [first?.start ?? 0, value.at(-1)?.end ?? 0]
  const given = isLiteral
    ? { text: call.slice(start + 1, end - 1), at: start + 1 }
    : { text: call.slice(start, end), at: start }
  return [isNamed ? (tokens[0]?.text ?? '') : `#${index}`, { ...given, isLiteral }]
}

/** One word or sign of an expression; offsets are those of the text that holds it. */
export interface PebbleToken {
  readonly kind: 'name' | 'number' | 'text' | 'sign'
  readonly text: string
  readonly start: number
  readonly end: number
}

const TOKEN =
  /(?<blank>\s+)|(?<name>[A-Za-z_]\w*)|(?<number>\d+(?:\.\d+)?L?)|(?<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(?<sign>\?{1,3}|[=!<>]=|[()[\]{}.,:|~+*/%=<>!-])/sy

/** The word, sign or white space that begins at `at`, also outside of tags; `undefined` where there is none of Pebble's. */
export const pebbleTokenAt = (text: string, at: number) => {
  TOKEN.lastIndex = at
  const groups = TOKEN.exec(text)?.groups
  if (groups === undefined) return undefined
  const end = TOKEN.lastIndex
  const kind = (['blank', 'name', 'number', 'text'] as const).find((name) => groups[name] !== undefined) ?? 'sign'
  return { kind, text: text.slice(at, end), start: at, end } as const
}

/** What a sign adds to the number of open brackets. */
export const depthOf = (sign: string): number => {
  if ('([{'.includes(sign)) return 1
  return ')]}'.includes(sign) ? -1 : 0
}
