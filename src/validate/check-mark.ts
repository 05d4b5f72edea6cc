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

/**
 * Stands for one text of a flow and for who checked it. Kept where nothing was found: who comes to the same mark would find nothing
 * either. What a text names outside of itself is no part of it.
 */
export const checkMark = ({ source, sourceInFile }: FlowDocument, { release, version }: CheckedBy): string => {
  const told = [release, version.major, version.minor, source, ...(sourceInFile === source ? [] : [sourceInFile])]
  return hash('sha256', JSON.stringify(told), 'base64url').slice(0, CHARACTERS)
}
