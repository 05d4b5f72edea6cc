import { hash } from 'node:crypto'
import type { FlowDocument } from '../flow/flow-document.ts'
import type { KnownVersion } from '../kestra/server.ts'

/** What the offline checks of one flow depend on, beside its text. */
export interface CheckedBy {
  /** The release of this program. */
  readonly release: string
  readonly version: KnownVersion
}

// 72 bits: two texts of one repository never share it, and a record of thousands of flows bears it.
const CHARACTERS = 12

const marks = new WeakMap<FlowDocument, { readonly by: string; readonly mark: string }>()

/**
 * Stands for one text of a flow and for who checked it. Kept where nothing was found: who comes to the same mark would find nothing
 * either. What a text names outside of itself is no part of it.
 */
export const checkMark = (document: FlowDocument, { release, version: { major, minor } }: CheckedBy): string => {
  const by = `${release} ${major}.${minor}`
  const known = marks.get(document)
  // A deploy compares it, and notes it.
  if (known?.by === by) return known.mark
  const { source, sourceInFile } = document
  const told = [release, major, minor, source, ...(sourceInFile === source ? [] : [sourceInFile])]
  const mark = hash('sha256', JSON.stringify(told), 'base64url').slice(0, CHARACTERS)
  marks.set(document, { by, mark })
  return mark
}
