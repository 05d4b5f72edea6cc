import type { FlowDocument } from '../../flow/flow-document.ts'
import { isMapValue } from '../../flow/map-value.ts'
import type { Problem } from '../../problem/problem.ts'
import { makeProblem } from '../../problem/problem-codes.ts'
import { closestWord } from '../../text/closest-word.ts'

/** The keys without which there is no flow. */
const KEYS = ['id', 'namespace', 'tasks'] as const

/** A key that stands where one of `KEYS` should. */
interface Typo {
  readonly written: string
  readonly meant: string
}

/** The keys of a map that are nearly those of a flow, where the right one is not there. */
const typosOf = (keys: readonly string[]): readonly Typo[] => {
  const missing = KEYS.filter((key) => !keys.includes(key))
  return keys.flatMap((written) => {
    const meant = KEYS.some((key) => key === written) ? undefined : closestWord(written, missing)
    return meant === undefined ? [] : [{ written, meant }]
  })
}

/** How many of the keys of a flow a map has, misspelt ones counted. */
const keysOfFlow = (keys: readonly string[]): number => {
  const meant = typosOf(keys).map((typo) => typo.meant)
  return KEYS.filter((key) => keys.includes(key) || meant.includes(key)).length
}

/** True for a map that somebody wrote as a flow, as far as its keys tell: in a flows folder one is enough, elsewhere two of three. */
export const isMeantAsFlow = (value: object, { isLoose }: { readonly isLoose: boolean }): boolean =>
  keysOfFlow(Object.keys(value)) >= (isLoose ? 2 : 1)

/** The same from the text, without parsing it: spares the parser the other YAML files of a large repository. */
export const mayBeMeantAsFlow = (source: string): boolean =>
  keysOfFlow([...source.matchAll(/^["']?([A-Za-z_][\w-]{0,30})["']?\s*:/gm)].map(([, key = '']) => key)) >= 2

/** An error for each key that is nearly one of a flow: without it the flow would be another, or none. */
export const typoProblems = (file: string, document: FlowDocument): readonly Problem[] => {
  const { value } = document
  if (!isMapValue(value)) return []
  return typosOf(Object.keys(value)).map(({ written, meant }) => {
    const message = `\`${written}\` is no key of a flow; did you mean \`${meant}\`?`
    return makeProblem('meant-as-flow', { message, file, position: document.positionOf([written], 'key') })
  })
}

/**
 * True for a text that a program makes YAML of (Jinja, Helm, Terraform, ERB): a mark of one where Kestra knows no expression, in `id`
 * or `namespace`, or a statement at the start of a line. Deeper it may be a block scalar with Kestra's own language, unless the text
 * cannot be read as YAML.
 */
export const isTemplate = (source: string, { isReadable }: { readonly isReadable: boolean }): boolean =>
  /^["']?(?:id|namespace)["']?[ \t]*:[^\n#]*(?:\{\{|\{%|\$\{|<%)/m.test(source) ||
  (isReadable ? /^(?:\{%|<%|\{\{-)/m : /^[ \t]*(?:\{%|<%|\{\{-)/m).test(source)
