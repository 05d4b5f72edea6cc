import type { Problem } from '../../finding/problem.ts'
import { makeProblem } from '../../finding/problem-codes.ts'
import { hasLinesOfSuite, looksLikeSuite, mentionsSuite } from '../../suites/looks-like-suite.ts'
import { type DecodedText, decodeUtf8 } from '../../text/decode-utf8.ts'
import { isMapValue } from '../../yaml/map-value.ts'
import { type ParseYaml, parseYaml, type YamlDocument } from '../../yaml/yaml-document.ts'
import { countKeys, keysInText, MAX_PARSED_BYTES, typosOf } from '../../yaml/yaml-file.ts'

/** What one YAML file is to Kestra, judged from its text. */
export type FlowFile =
  | {
      readonly kind: 'flow' | 'broken' | 'suite'
      readonly file: string
      readonly document: YamlDocument
      readonly decoded: DecodedText
    }
  /** `template`: a program makes a flow of it. `too-large`: not parsed, no server could either. */
  | {
      readonly kind: 'not-a-flow' | 'template' | 'too-large'
      readonly file: string
      readonly problems: readonly Problem[]
    }

/**
 * Judges one YAML file below a flows root, or anywhere where the root is unknown (`isLoose`). There, a text that no parser
 * can read counts as a flow only if it has the lines of one.
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
    // Among loose flows all such files are told together.
    problems: isLoose ? [] : [makeProblem('not-a-flow', { message: `No flow, but ${looksLike}; left alone.`, file })],
  })
  const isFar = isLoose && !mentionsKeys(source) && !mayBeFlow(source) && !mentionsSuite(file, source)
  if (isFar) return notAFlow('another YAML file')
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

/** What is said of a file that will be a flow. */
const template = (file: string): Problem =>
  makeProblem('template', { message: 'This is a template that a program makes a flow of; it is left alone.', file })

/** Kestra 2.0 answers 500 to a flow above about 510 KiB and yet stores it (docs/internals/facts/kestra.md, "Large flows"). */
const MAX_FLOW_BYTES = 512_000

/** What is said of a flow that is larger than a server stands. */
export const tooLargeProblems = (file: string, bytes: number): Problem[] => {
  if (bytes <= MAX_FLOW_BYTES) return []
  const message = `The flow has ${bytes} bytes; above ${MAX_FLOW_BYTES} bytes Kestra 2.0 answers with an error, stores the flow all the same, and can then not read it with others.`
  return [makeProblem('flow-too-large', { message, file, position: { line: 1, column: 1 } })]
}

/** Cheap: spares the parser the other YAML files of a large repository. */
const mentionsKeys = (source: string): boolean => /\bid["']?\s*:/.test(source) && /\btasks["']?\s*:/.test(source)

/** At the start of a line: a playbook that cannot be parsed has these keys too, but further in. */
const hasLinesOfFlow = (source: string): boolean =>
  /^["']?id["']?\s*:/m.test(source) && /^["']?tasks["']?\s*:/m.test(source)

/** What a map is that has none of its keys by mistake, by a key that no flow has. */
const OTHER_KINDS: Readonly<Record<string, string>> = {
  testCases: 'a unit test of Kestra',
  charts: 'a dashboard of Kestra',
  services: 'a compose file',
  jobs: 'a workflow of GitHub',
  apiVersion: 'an object of Kubernetes',
  openapi: 'an OpenAPI document',
  swagger: 'an OpenAPI document',
  models: 'a file of dbt',
  sources: 'a file of dbt',
  type: 'an app of Kestra',
}

/**
 * Names what a file is that is no flow; `undefined` for a flow, also one with problems. In a flows folder that is everything else than what is known
 * to be another thing: an emptied flow, a list of tasks.
 */
const otherKindOf = (value: unknown, { isLoose }: { readonly isLoose: boolean }): string | undefined => {
  if (!isMapValue(value)) {
    if (isPlaybook(value)) return 'a playbook of Ansible'
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

/** The keys without which there is no flow. */
const KEYS = ['id', 'namespace', 'tasks']

/** True for a map that somebody wrote as a flow, as far as its keys tell: in a flows folder one is enough, elsewhere two of three. */
export const looksLikeFlow = (value: object, { isLoose }: { readonly isLoose: boolean }): boolean =>
  countKeys(Object.keys(value), KEYS) >= (isLoose ? 2 : 1)

/** The same from the text, without parsing it: spares the parser the other YAML files of a large repository. */
const mayBeFlow = (source: string): boolean => countKeys(keysInText(source), KEYS) >= 2

/** An error for each key that is nearly one of a flow: without it the flow would be another, or none. */
export const typoProblems = (file: string, document: YamlDocument): readonly Problem[] => {
  const { value } = document
  if (!isMapValue(value)) return []
  return typosOf(Object.keys(value), KEYS).map(({ written, intended }) => {
    const message = `\`${written}\` is no key of a flow; did you mean \`${intended}\`?`
    return makeProblem('meant-as-flow', { message, file, position: document.positionOf([written], 'key') })
  })
}

/**
 * True for a text that a program makes YAML of (Jinja, Helm, Terraform, ERB): a mark of one where Kestra knows no expression, in `id`
 * or `namespace`, a value of Helm without quotes, or a statement at the start of a line. Deeper it may be a block scalar with Kestra's own language, unless the text
 * cannot be read as YAML.
 */
const isTemplate = (source: string, { isReadable }: { readonly isReadable: boolean }): boolean =>
  /^["']?(?:id|namespace)["']?[ \t]*:[^\n#]*(?:\{\{|\{%|\$\{|<%)/m.test(source) ||
  /^[^"'#\n]*:[ \t]*\{\{-?[ \t]*\.(?:Values|Release|Chart)\b/m.test(source) ||
  (isReadable ? /^(?:\{\{-|\{%|%\{|<%)/m : /^[ \t]*(?:\{\{-|\{%|%\{|<%)/m).test(source)
