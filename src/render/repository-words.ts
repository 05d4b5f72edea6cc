import type { LayoutRoot } from '../resource/desired.ts'
import { counted } from '../text/lists.ts'

/** `How I read this repository: ...`, one sentence in words, or none when no root was found. */
export const repositoryWords = (layout: readonly LayoutRoot[]): readonly string[] =>
  layout.length === 0 ? [] : [`How I read this repository: ${layout.map(rootWords).join('; ')}`]

const rootWords = ({ root, holds, count, namespace, namespaceFrom }: LayoutRoot): string => {
  const origin = { yaml: 'namespace from the YAML', folder: 'namespace from the folder', setting: 'namespace as set' }
  const where = namespace === undefined ? origin[namespaceFrom] : `namespace \`${namespace}\``
  return `\`${root === '' ? '.' : root}/\` ${counted(count, holds.slice(0, -1))} (${where})`
}
