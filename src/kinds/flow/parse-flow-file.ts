import type { Problem } from '../../finding/problem.ts'
import { makeProblem } from '../../finding/problem-codes.ts'
import { hasLinesOfSuite, looksLikeSuite, mentionsSuite } from '../../suites/looks-like-suite.ts'
import { type DecodedText, decodeUtf8 } from '../../text/decode-utf8.ts'
import { isMapValue } from '../../yaml/map-value.ts'
import { type ParseYaml, parseYaml, type YamlDocument } from '../../yaml/yaml-document.ts'
import { countKeys, keysInText, MAX_PARSED_BYTES, typosOf } from '../../yaml/yaml-file.ts'

/** A parsed YAML file with its kind, judged from its text. */
export type FlowFile =
  | {
      readonly kind: 'flow' | 'broken' | 'suite'
      readonly file: string
      readonly document: YamlDocument
      readonly decoded: DecodedText
    }
  /** `template`: another program makes a flow of it. `too-large`: not parsed, because servers cannot parse it either. */
  | {
      readonly kind: 'not-a-flow' | 'template' | 'too-large'
      readonly file: string
      readonly problems: readonly Problem[]
    }

/**
 * Parses one YAML file in a flows root, or in any folder if no root is known (`isLoose`). In the second case a text that is not valid YAML
 * counts as a flow only if it has the key lines of one.
 */
export const parseFlowFile = (
  file: string,
  content: Uint8Array,
  { isLoose, parse = parseYaml }: { readonly isLoose: boolean; readonly parse?: ParseYaml | undefined },
): FlowFile => {
  const decoded = decodeUtf8(content)
  const source = decoded.text
  const notAFlow = (looksLike: string): FlowFile => ({
    kind: 'not-a-flow',
    file,
    // For loose files, one finding lists all of them together.
    problems: isLoose
      ? []
      : [makeProblem('not-a-flow', { message: `This is not a flow but ${looksLike}: skipped.`, file })],
  })
  const isUnrelated = isLoose && !mentionsKeys(source) && !mayBeFlow(source) && !mentionsSuite(file, source)
  if (isUnrelated) return notAFlow('another YAML file')
  if (content.length > MAX_PARSED_BYTES)
    return { kind: 'too-large', file, problems: tooLargeProblems(file, content.length) }
  const document = parse(source)
  const isSuite = document.isReadable ? looksLikeSuite(file, document.value) : hasLinesOfSuite(file, source)
  if (isSuite) return { kind: 'suite', file, document, decoded }
  if (isTemplate(source, document)) return { kind: 'template', file, problems: [template(file)] }
  if (!document.isReadable) {
    if (isLoose && !hasLinesOfFlow(source)) return notAFlow('another YAML file')
    return { kind: 'broken', file, document, decoded }
  }
  const looksLike = otherKindOf(document.value, { isLoose })
  if (looksLike !== undefined) return notAFlow(looksLike)
  const isNamed = document.id !== undefined && isMapValue(document.value)
  return { kind: isNamed ? 'flow' : 'broken', file, document, decoded }
}

/** The finding for a file from which another program makes a flow. */
const template = (file: string): Problem =>
  makeProblem('template', { message: 'This is a template from which another program makes a flow: skipped.', file })

/** Kestra 2.0 answers 500 to a flow above about 510 KiB and yet stores it (docs/internals/facts/kestra.md, "Large flows"). */
const MAX_FLOW_BYTES = 512_000

/** The finding for a flow that is too large for a server; empty if it is not. */
export const tooLargeProblems = (file: string, bytes: number): Problem[] => {
  if (bytes <= MAX_FLOW_BYTES) return []
  const message = `The flow has ${bytes} bytes. Above ${MAX_FLOW_BYTES} bytes Kestra 2.0 answers with an error, stores the flow anyway, and can then not read it together with others.`
  return [makeProblem('flow-too-large', { message, file, position: { line: 1, column: 1 } })]
}

/** A quick test, so that most YAML files of a large repository are not parsed. */
const mentionsKeys = (source: string): boolean => /\bid["']?\s*:/.test(source) && /\btasks["']?\s*:/.test(source)

/** Tests keys at the start of a line. An invalid Ansible playbook also has them, but indented. */
const hasLinesOfFlow = (source: string): boolean =>
  /^["']?id["']?\s*:/m.test(source) && /^["']?tasks["']?\s*:/m.test(source)

/** Other kinds of files, by a key that a flow never has. Used for maps without the keys of a flow. */
const OTHER_KINDS: Readonly<Record<string, string>> = {
  testCases: 'a Kestra unit test',
  charts: 'a Kestra dashboard',
  services: 'a Compose file',
  jobs: 'a GitHub workflow',
  apiVersion: 'a Kubernetes object',
  openapi: 'an OpenAPI document',
  swagger: 'an OpenAPI document',
  models: 'a dbt file',
  sources: 'a dbt file',
  type: 'a Kestra app',
}

/**
 * The kind of a file that is not a flow; `undefined` for a flow, even one with problems. In a flows folder every file
 * counts as a flow unless it is known to be something else. An emptied flow and a list of tasks also count there.
 */
const otherKindOf = (value: unknown, { isLoose }: { readonly isLoose: boolean }): string | undefined => {
  if (!isMapValue(value)) {
    if (isPlaybook(value)) return 'an Ansible playbook'
    return isLoose ? 'a fragment' : undefined
  }
  const has = (key: string) => Object.hasOwn(value, key)
  if (has('tasks') && (has('id') || has('namespace'))) return undefined
  const known = Object.keys(OTHER_KINDS).find(has)
  if (known !== undefined) return OTHER_KINDS[known]
  return looksLikeFlow(value, { isLoose }) ? undefined : 'another YAML file'
}

const isPlaybook = (value: unknown): boolean =>
  Array.isArray(value) &&
  value.some((play) => isMapValue(play) && (Object.hasOwn(play, 'hosts') || Object.hasOwn(play, 'import_playbook')))

/** The keys that every flow needs. */
const KEYS = ['id', 'namespace', 'tasks']

/** True for a map that was probably written as a flow: it has one of the keys in a flows folder, or two of three elsewhere. */
export const looksLikeFlow = (value: object, { isLoose }: { readonly isLoose: boolean }): boolean =>
  countKeys(Object.keys(value), KEYS) >= (isLoose ? 2 : 1)

/** The same test on the text without parsing it. */
const mayBeFlow = (source: string): boolean => countKeys(keysInText(source), KEYS) >= 2

/** An error for each key that is almost a key of a flow: without it the file would be another flow or none. */
export const typoProblems = (file: string, document: YamlDocument): readonly Problem[] => {
  const { value } = document
  if (!isMapValue(value)) return []
  return typosOf(Object.keys(value), KEYS).map(({ written, intended }) => {
    const message = `A flow has no key \`${written}\`. Did you mean \`${intended}\`?`
    return makeProblem('meant-as-flow', { message, file, position: document.positionOf([written], 'key') })
  })
}

/**
 * True for a text from which a program makes YAML (Jinja, Helm, Terraform, ERB), recognized by one of these marks:
 * - an expression in `id` or `namespace`, where Kestra allows none
 * - an unquoted Helm value
 * - a statement at the start of a line
 *
 * An indented statement may be a block scalar in Kestra's own language. It counts only if the text is not valid YAML.
 */
const isTemplate = (source: string, { isReadable }: { readonly isReadable: boolean }): boolean =>
  /^["']?(?:id|namespace)["']?[ \t]*:[^\n#]*(?:\{\{|\{%|\$\{|<%)/m.test(source) ||
  /^[^"'#\n]*:[ \t]*\{\{-?[ \t]*\.(?:Values|Release|Chart)\b/m.test(source) ||
  (isReadable ? /^(?:\{\{-|\{%|%\{|<%)/m : /^[ \t]*(?:\{\{-|\{%|%\{|<%)/m).test(source)
