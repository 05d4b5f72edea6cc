import { walkTexts } from '../yaml/map-value.ts'
import type { YamlDocument } from '../yaml/yaml-document.ts'
import { type PebbleArgument, type PebbleCall, readCalls } from './pebble-calls.ts'
import { filesReached, type NamespaceSite, type PreviewParts } from './preview-references.ts'

/** The functions that reach into a namespace, with their parameters in order (docs/facts/kestra.md, "Functions that reach"). */
const PARAMETERS: ReadonlyMap<string, readonly string[]> = new Map([
  ['kv', ['key', 'namespace']],
  ['secret', ['key', 'namespace']],
  ['subflow', ['namespace', 'id']],
  ...['read', 'fileURI', 'fileExists', 'fileSize', 'isFileEmpty'].map((name): [string, string[]] => [
    name,
    ['path', 'namespace'],
  ]),
])
const FUNCTIONS: ReadonlySet<string> = new Set(PARAMETERS.keys())

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
    given?.get(parameter) ?? given?.get(`#${PARAMETERS.get(name)?.indexOf(parameter)}`)
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
