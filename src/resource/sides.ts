import type { Fingerprint } from './fingerprint.ts'
import type { Content, ResourceKey, ResourceName } from './resource.ts'

/** One resource as one side (Git, Git base, server) holds it. */
export interface Side {
  readonly name: ResourceName
  readonly content: Content
  readonly fingerprint: Fingerprint
  /** Where it stands in Git. */
  readonly file: string | undefined
  /** On the server, which counts them of some kinds. */
  readonly revision: number | undefined
  /** When it was saved last, as the server writes it, where it tells. */
  readonly updated?: string | undefined
  /** A draft is never equal to anything: it is not executed (docs/facts/kestra.md, "Drafts"). */
  readonly isDraft: boolean
}

export type SideIndex = ReadonlyMap<ResourceKey, Side>
