import type { Problem } from '../../problem/problem.ts'
import { makeProblem } from '../../problem/problem-codes.ts'
import { isMapValue } from '../../yaml/map-value.ts'
import type { YamlDocument } from '../../yaml/yaml-document.ts'
import { countKeys, typosOf } from '../../yaml/yaml-file.ts'

/** The keys without which there is no flow. */
const KEYS = ['id', 'namespace', 'tasks']

/** True for a map that somebody wrote as a flow, as far as its keys tell: in a flows folder one is enough, elsewhere two of three. */
export const isMeantAsFlow = (value: object, { isLoose }: { readonly isLoose: boolean }): boolean =>
  countKeys(Object.keys(value), KEYS) >= (isLoose ? 2 : 1)

/** The same from the text, without parsing it: spares the parser the other YAML files of a large repository. */
export const mayBeMeantAsFlow = (source: string): boolean =>
  countKeys(
    [...source.matchAll(/^["']?([A-Za-z_][\w-]{0,30})["']?\s*:/gm)].map(([, key = '']) => key),
    KEYS,
  ) >= 2

/** An error for each key that is nearly one of a flow: without it the flow would be another, or none. */
export const typoProblems = (file: string, document: YamlDocument): readonly Problem[] => {
  const { value } = document
  if (!isMapValue(value)) return []
  return typosOf(Object.keys(value), KEYS).map(({ written, meant }) => {
    const message = `\`${written}\` is no key of a flow; did you mean \`${meant}\`?`
    return makeProblem('meant-as-flow', { message, file, position: document.positionOf([written], 'key') })
  })
}

/**
 * True for a text that a program makes YAML of (Jinja, Helm, Terraform, ERB): a mark of one where Kestra knows no expression, in `id`
 * or `namespace`, a value of Helm without quotes, or a statement at the start of a line. Deeper it may be a block scalar with Kestra's own language, unless the text
 * cannot be read as YAML.
 */
export const isTemplate = (source: string, { isReadable }: { readonly isReadable: boolean }): boolean =>
  /^["']?(?:id|namespace)["']?[ \t]*:[^\n#]*(?:\{\{|\{%|\$\{|<%)/m.test(source) ||
  /^[^"'#\n]*:[ \t]*\{\{-?[ \t]*\.(?:Values|Release|Chart)\b/m.test(source) ||
  (isReadable ? /^(?:\{\{-|\{%|%\{|<%)/m : /^[ \t]*(?:\{\{-|\{%|%\{|<%)/m).test(source)
