import type { FlowDocument } from './flow-document.ts'
import { parseFlow } from './parse-flow.ts'

export type ParseFlow = (source: string) => FlowDocument

/** `parseFlow` that gives the same document for the same text, for trees of one run that share most of their flows. */
export const parseOnce = (): ParseFlow => {
  const known = new Map<string, FlowDocument>()
  return (source) => {
    const document = known.get(source) ?? parseFlow(source)
    known.set(source, document)
    return document
  }
}
