import { hash } from 'node:crypto'
import type { Content } from './resource.ts'

/** Two contents of one kind are equal (docs/decisions.md, "How it decides") if and only if their fingerprints are. */
export type Fingerprint = string & { readonly brand: 'Fingerprint' }

/** In a deployment record: that there is nothing, where a fingerprint would stand otherwise. */
export const NOTHING = '' as Fingerprint

// 128 bits of SHA-256: short enough for a record of thousands of resources, long enough never to collide.
const HEX_DIGITS = 32

/** Of a content in the one form that its kind compares; `fingerprintOf` in `kinds/` brings it into that form first. */
export const hashOf = (canonical: Content): Fingerprint =>
  hash('sha256', canonical, 'hex').slice(0, HEX_DIGITS) as Fingerprint

/** Of a draft: equal to nothing that is executed. */
export const draftFingerprint = (published: Fingerprint): Fingerprint => `draft-${published}` as Fingerprint
