import type { DocumentFinding, Place } from '../../flow/document-finding.ts'
import { shortened } from '../../text/visible.ts'
import type { MapNode } from '../../yaml/map-value.ts'
import type { YamlDocument } from '../../yaml/yaml-document.ts'
import { referenceChainPath } from './resolve-path.ts'

/** The flow that a verdict is about. */
export interface VerdictContext {
  readonly document: YamlDocument
  /** All maps of the flow, the flow itself first; empty when it is not readable YAML. */
  readonly nodes: readonly MapNode[]
  /** Lines cut off before sending (`prepareForValidate`). */
  readonly lineOffset: number
}

/** Recognises one kind of server text. Returns at least one finding, or `undefined` for a text of another kind. */
export type ParseText = (text: string, context: VerdictContext) => readonly DocumentFinding[] | undefined

/**
 * The prefixes of constraints: 2.0, 1.x, and the answers to create and update (docs/internals/facts/kestra.md, "Texts
 * of validation").
 */
const PREFIX =
  /^(?:Validation error: |(?:jakarta\.validation\.|io\.kestra\.core\.[\w.]+\.)?ConstraintViolationException: |Invalid entity: |Unable to validate the flow: (?=Unrecognized field))+/

const EXPRESSION = String.raw`\{\{(?:(?!\}\})[^\n])*\}\}`
/** The path before `: `, for instance `tasks[0].url`, `load.url`, `tasks[load].url` or `triggers[0]`; may be empty. */
const PATH_HEAD = String.raw`(?:(?:${EXPRESSION}|[\w.$])(?:${EXPRESSION}|[\w.$-])*(?:\[[^\]\n]*\][\w.$<> -]*)*)?`

/** A line that begins a constraint; any other line continues the one above. */
const STARTS_CONSTRAINT = new RegExp(
  String.raw`^(?:${PATH_HEAD}: \S| ?Invalid Flow: |Invalid type: |Unrecognized field )`,
)

/** Up to 1.3 one line may hold several constraints, joined with `, `. A message may also contain commas. */
const COMMA_BEFORE_PATH =
  /, (?=(?:[A-Za-z0-9_][\w.-]{0,300}\.[A-Za-z]\w{0,100}|\w{1,100}\[[^\]\n]{0,300}\][\w.[\]-]{0,300}): (?:must |invalid |size |length ))/

/** The flow validator (core FlowValidator) joins its findings with `, ` after one `Invalid Flow: `. */
const COMMA_BEFORE_FLOW_RULE =
  /, (?=Duplicate (?:task|trigger|input|output|preconditions)|Recursive call to |Input (?:'|with id|path)|Cycle dependency|System labels|Invalid (?:input|output|default|value)|Missing inputs|Namespace '|Quotas are|Task ')/

/** In characters, far above real texts. The patterns here may scan the whole text once per line. */
const MAX_CONSTRAINT_LENGTH = 50_000

/**
 * Splits the `constraints` text of a verdict into single constraints, each without the server's prefixes. A text about
 * an unreadable document spans several lines and stays whole. Splitting a single constraint again changes nothing.
 */
export const splitConstraints = (reported: string): string[] => {
  const text = reported.length > MAX_CONSTRAINT_LENGTH ? shortened(reported, MAX_CONSTRAINT_LENGTH) : reported
  const body = text.replace(PREFIX, '').trimEnd()
  if (isUnreadable(body)) return [body]
  const constraints: string[] = []
  for (const line of body.split('\n')) {
    const last = constraints.at(-1)
    if (last === undefined || STARTS_CONSTRAINT.test(line)) constraints.push(line)
    else constraints[constraints.length - 1] = `${last}\n${line}`
  }
  return constraints.flatMap(splitAtCommas).filter((constraint) => constraint !== '')
}

/** True when the server could not read the document at all. It then reports nothing else. */
export const isUnreadable = (text: string): boolean =>
  /^Illegal \w+ source: /.test(text) || /\bin 'reader', line \d+/.test(text) || /\bat \[Source: /.test(text)

const splitAtCommas = (line: string): string[] => {
  const bare = line.replace(/^:? ?(?=Invalid Flow: )/, '').trimEnd()
  if (bare.startsWith('Invalid Flow: ')) return bare.slice('Invalid Flow: '.length).split(COMMA_BEFORE_FLOW_RULE)
  return bare.split(COMMA_BEFORE_PATH)
}

/**
 * A document that the server could not read: a YAML syntax error with its line, or a value of the wrong type (Jackson's
 * reference chain).
 */
export const parseUnreadable: ParseText = (text, context) => {
  if (!isUnreadable(text)) return undefined
  // A part that a plugin parses itself has its own chain, before the chain that leads to it.
  const chains = [...text.matchAll(/through reference chain: ([^\n]{1,5000}?)\)(?= \(|$)/gm)].map(
    ([, chain = '']) => chain,
  )
  if (chains.length > 0) {
    const chain = chains.toReversed().join('->')
    // Plugin defaults are parsed separately, so their chain starts inside them.
    const above = text.includes('.PluginDefault') && !/\bFlow/.test(chain) ? ['pluginDefaults'] : []
    return [{ code: 'wrong-type', message: shortMessage(text), path: [...above, ...referenceChainPath(chain)] }]
  }
  return (
    duplicateKey(text, context) ?? [
      { code: 'yaml-syntax', message: shortMessage(text), ...syntaxLocation(text, context) },
    ]
  )
}

/**
 * The offline finding of a duplicate key on the same line. Some servers report duplicate keys, others do not
 * (docs/internals/facts/kestra.md, "What validation lets pass").
 */
const duplicateKey = (text: string, { document, lineOffset }: VerdictContext) => {
  const [, line] = /Duplicate field '[\s\S]{0,300}?line: (\d+), column: \d+/.exec(text) ?? []
  const own = document.documentFindings.find(
    ({ code, position }) =>
      code === 'duplicate-key' && position.line === document.positionAtLine(Number(line) + lineOffset, 1).line,
  )
  return own && [{ code: own.code, message: own.message, position: own.position }]
}

const shortMessage = (text: string): string =>
  text
    .replace(/^(?:Illegal \w+ source: |Unable to validate the flow: )/, '')
    .replace(/^YAML (?:parsing|syntax) error: /, '')
    .replace(/at \[Source: [\s\S]*$/, '')
    .replace(/\(through reference chain: [\s\S]*$/, '')
    .trimEnd()
    .replace(/\(at line -?\d{1,9}\)$/, '')
    .trimEnd()
    .split('\n')
    .filter((line) => /^\S/.test(line))
    .join(', ')

/** The last mark is the location itself; earlier marks are its context. Some texts have a line without a column. */
const syntaxLocation = (text: string, { document, lineOffset }: VerdictContext): Place | undefined => {
  const marks = [...text.matchAll(/\bline:? (\d+), column:? (\d+)/g)]
  const [, line, column] = marks.at(-1) ?? /\(at line (\d+)\)/.exec(text) ?? []
  if (line !== undefined) return { position: document.positionAtLine(Number(line) + lineOffset, Number(column ?? 1)) }
  const own = document.documentFindings.find(({ isFatal }) => isFatal)
  return own && { position: own.position }
}
