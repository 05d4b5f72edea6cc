import type { Content, ResourceName } from './resource.ts'
import type { Held } from './sides.ts'

/** A resource as the server holds it, byte for byte. */
export type LiveResource = ResourceName & Held & LiveProperties

/** One with its content. */
export type ReadResource = Extract<LiveResource, { readonly content: Content }>

interface LiveProperties {
  /** `undefined` where the server counts none. */
  readonly revision: number | undefined
  /** When it was saved last, as the server writes it, where it tells. */
  readonly updated?: string | undefined
  /** 2.0: saved without validation and not executed; never equal to what Git has (docs/facts/kestra.md, "Drafts"). */
  readonly isDraft: boolean
}
