import { parseFlow } from '../../flow/flow-document.ts'
import { rewriteNamespace } from '../../flow/rewrite-namespace.ts'
import type { KindInTree } from '../kind.ts'
import { placeByName } from '../places.ts'

/** A flow is a YAML file of its own, whose text names it; the server stores the text. */
export const FLOW_IN_TREE: KindInTree = {
  isNamedByPlace: false,
  // `<ns>.<id>` is what Push and old exports write, `<ns>-<id>` what exports write since 0.21 (docs/facts/kestra.md, "Export").
  likelyStems: ({ namespace, name }) => [name, `${namespace}.${name}`, `${namespace}-${name}`],
  toServer: (content, namespaceMap) => {
    const source = new TextDecoder().decode(content)
    return namespaceMap.length === 0 ? source : rewriteNamespace(parseFlow(source), namespaceMap)
  },
  toGit: (content, namespaceMap) => {
    if (typeof content !== 'string') return content
    const source = namespaceMap.length === 0 ? content : rewriteNamespace(parseFlow(content), namespaceMap)
    return new TextEncoder().encode(source.endsWith('\n') ? source : `${source}\n`)
  },
  whyNotInGit: ({ namespace, name, content }) => {
    const document = typeof content === 'string' ? parseFlow(content) : undefined
    if (document?.namespace === namespace && document.id === name) return undefined
    return 'its source on the server cannot be read as this flow'
  },
  makePlacer: ({ resources, root }) =>
    placeByName(
      resources.filter(({ kind }) => kind === 'flow'),
      root,
    ),
}
