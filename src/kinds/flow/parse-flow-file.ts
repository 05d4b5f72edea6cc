import { type FlowDocument, type ParseFlow, parseFlow } from '../../flow/flow-document.ts'

/** What one YAML file is to Kestra, judged from its text. */
export type FlowFile =
  | { readonly kind: 'flow'; readonly file: string; readonly document: FlowDocument; readonly hasBom: boolean }
  | { readonly kind: 'broken'; readonly file: string; readonly document: FlowDocument; readonly hasBom: boolean }
  | { readonly kind: 'not-a-flow'; readonly file: string; readonly looksLike: string }

const BOM = '\uFEFF'

/**
 * Reads one YAML file below a flows root, or anywhere where the root is unknown (`isLoose`). There, a text that no parser
 * can read counts as a flow only if it has the lines of one.
 */
export const parseFlowFile = (
  file: string,
  content: Uint8Array,
  { isLoose, parse = parseFlow }: { readonly isLoose: boolean; readonly parse?: ParseFlow | undefined },
): FlowFile => {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(content)
  const hasBom = text.startsWith(BOM)
  const source = hasBom ? text.slice(BOM.length) : text
  if (isLoose && !mentionsKeys(source)) return { kind: 'not-a-flow', file, looksLike: 'another YAML file' }
  const document = parse(source)
  if (document.value === undefined && document.diagnostics.some(({ isFatal }) => isFatal)) {
    if (isLoose && !hasLinesOfFlow(source)) return { kind: 'not-a-flow', file, looksLike: 'another YAML file' }
    return { kind: 'broken', file, document, hasBom }
  }
  const looksLike = otherKindOf(document.value)
  if (looksLike !== undefined) return { kind: 'not-a-flow', file, looksLike }
  return { kind: document.id === undefined ? 'broken' : 'flow', file, document, hasBom }
}

/** Cheap: spares the parser the other YAML files of a large repository. */
const mentionsKeys = (source: string): boolean => /\bid["']?\s*:/.test(source) && /\btasks["']?\s*:/.test(source)

/** At the start of a line: a playbook that cannot be parsed has these keys too, but further in. */
const hasLinesOfFlow = (source: string): boolean =>
  /^["']?id["']?\s*:/m.test(source) && /^["']?tasks["']?\s*:/m.test(source)

/** Names what a map is that is no flow; `undefined` for a flow, also one with problems. */
const otherKindOf = (value: unknown): string | undefined => {
  if (value === undefined || value === null) return 'a file without content'
  if (typeof value !== 'object' || Array.isArray(value)) return 'a fragment'
  const has = (key: string) => Object.hasOwn(value, key)
  if (has('tasks') && (has('id') || has('namespace'))) return undefined
  if (has('testCases')) return 'a unit test of Kestra'
  if (has('charts')) return 'a dashboard of Kestra'
  if (has('services')) return 'a compose file'
  if (has('type')) return 'an app of Kestra'
  if (has('id') && has('namespace')) return undefined
  return has('id') || has('tasks') ? 'a fragment of a flow' : 'another YAML file'
}
