import { createHash } from 'node:crypto'
import { normalizeFlowSource } from '../flow/normalize-source.ts'
import type { Content, ResourceKind } from './resource.ts'

/** Two contents of one kind are equal (product.md, "Equal means") if and only if their fingerprints are. */
export type Fingerprint = string & { readonly brand: 'Fingerprint' }

/** In a deployment record: that there is nothing, where a fingerprint would stand otherwise. */
export const NOTHING = '' as Fingerprint

// 128 bits of SHA-256: short enough for a record of thousands of resources, long enough never to collide.
const HEX_DIGITS = 32

/** Of a flow's source without `revision:` line, CRLF and trailing blanks; of a namespace file's bytes as they are. */
export const fingerprintOf = (kind: ResourceKind, content: Content): Fingerprint => {
  const canonical = kind === 'flow' && typeof content === 'string' ? normalizeFlowSource(content) : content
  return createHash('sha256').update(canonical).digest('hex').slice(0, HEX_DIGITS) as Fingerprint
}
