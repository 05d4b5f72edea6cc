import { hash } from 'node:crypto'
import type { Content } from './resource.ts'

/** Two contents of one kind are equal (docs/decisions.md, "How it decides") if and only if their fingerprints are. */
export type Fingerprint = string & { readonly brand: 'Fingerprint' }

/** In a deployment record, instead of a fingerprint: the resource does not exist. */
export const NOTHING = '' as Fingerprint

// 128 bits of SHA-256: short enough for a record of thousands of resources, long enough to rule out collisions.
const HEX_DIGITS = 32

/** The fingerprint of a content in the canonical form of its kind; `fingerprintOf` in `kinds/` creates that form. */
export const hashOf = (canonical: Content): Fingerprint =>
  hash('sha256', canonical, 'hex').slice(0, HEX_DIGITS) as Fingerprint

/** The fingerprint of a draft: never equal to that of an executed text. */
export const draftFingerprint = (published: Fingerprint): Fingerprint => `draft-${published}` as Fingerprint
