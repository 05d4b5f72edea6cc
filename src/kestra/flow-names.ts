import { parseYaml } from '../yaml/yaml-document.ts'
import type { FlowName, LiveFlow } from './server.ts'

/** The name of a flow as the key of a map. */
export const flowKey = ({ namespace, id }: FlowName): string => `${namespace}/${id}`

type NamedSource = FlowName & Pick<LiveFlow, 'source'>

/**
 * The flow of each text by its `flowKey`, with its name as the YAML says. A parser would take seconds for a thousand flows, and most texts write the
 * name so plainly that they need none: a plain name counts where `listed` has it and no other text claims it. A text without a readable name is left out.
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
      // A name that a parser has read is certain.
      if (!isPlain || !found.has(flowKey(name))) found.set(flowKey(name), { ...name, source })
    }
  }
  return found
}

/** A line of a block mapping at the top: a key in plain letters, what belongs to it, a comment, or nothing. */
const PLAIN_LINE = /^(?:\w[\w-]*:(?:[ \t].*)?|(?:[ \t]|- |#).*)?$/
/** What some readers take for the end of a line, and others do not. */
const OTHER_LINE_END = /[\u0085\u2028\u2029]|\r(?!\n)/

/**
 * The key of the flow where the text states `id` and `namespace` once each, as plain words in a block mapping at the top; `undefined` for any other
 * text. A quoted text over several lines may hold a line `id: …` as well: then there are two.
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
