import { parseYaml } from '../yaml/yaml-document.ts'
import type { FlowName, LiveFlow } from './server.ts'

/** The name of a flow as the key of a map: `namespace/id`. */
export const flowKey = ({ namespace, id }: FlowName): string => `${namespace}/${id}`

type NamedSource = FlowName & Pick<LiveFlow, 'source'>

/**
 * The flow of each text by its `flowKey`, named as the YAML says. A YAML parser would take seconds for a thousand
 * flows, and most texts write their name plainly. So a plain name counts if `listed` has it and no other text has the
 * same. Texts without a readable name are left out.
 */
export const nameSources = (
  sources: readonly string[],
  listed: ReadonlyMap<string, FlowName>,
): Map<string, NamedSource> => {
  const found = new Map<string, NamedSource>()
  for (const [key = '', texts] of Map.groupBy(sources, plainKey)) {
    const flow = listed.get(key)
    const isPlain = flow !== undefined && texts.length === 1
    for (const source of texts) {
      const { namespace, id } = isPlain ? flow : parseYaml(source)
      if (namespace === undefined || id === undefined) continue
      const name = { namespace, id }
      // A name from the YAML parser is certain.
      if (!isPlain || !found.has(flowKey(name))) found.set(flowKey(name), { ...name, source })
    }
  }
  return found
}

/** A line of a top-level block mapping: a plain key, an indented line, a comment, or an empty line. */
const PLAIN_LINE = /^(?:\w[\w-]*:(?:[ \t].*)?|(?:[ \t]|- |#).*)?$/
/** Characters that some programs read as the end of a line, and others do not. */
const OTHER_LINE_END = /[\u0085\u2028\u2029]|\r(?!\n)/

/**
 * The `flowKey` of a text that states `id` and `namespace` once each, as plain words in a top-level block mapping;
 * `undefined` for any other text. A quoted text over several lines may contain another line `id: …`: the text then has
 * two and gives `undefined`.
 */
const plainKey = (source: string): string | undefined => {
  if (OTHER_LINE_END.test(source)) return undefined
  const lines = source.split(/\r?\n/)
  const first = lines.find((line) => line.trim() !== '' && !line.startsWith('#'))
  if (first === undefined || !/^\w/.test(first) || !lines.every((line) => PLAIN_LINE.test(line))) return undefined
  const [namespace, id] = ['namespace', 'id'].map((key) => {
    const [line = '', ...others] = lines.filter((each) => each.startsWith(`${key}:`))
    return others.length > 0 ? undefined : /^\w+:[ \t]+([A-Za-z][\w.-]*)[ \t]*(?:[ \t]#.*)?$/.exec(line)?.[1]
  })
  return namespace === undefined || id === undefined ? undefined : flowKey({ namespace, id })
}
