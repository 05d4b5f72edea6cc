import type { Fingerprint } from './fingerprint.ts'
import type { Content, ResourceKey, ResourceName } from './resource.ts'

/** The content of a resource, or what is known of one that was let go because nobody will look at it. */
export type ResourceContent = { readonly content: Content } | DroppedContent

export interface DroppedContent {
  readonly content: undefined
  readonly fingerprint: Fingerprint
  /** In bytes. */
  readonly size: number
}

/** A resource as the server holds it, byte for byte. */
export type LiveResource = ResourceName &
  ResourceContent &
  Pick<ResourceState, 'revision' | 'updated' | 'isDraft' | 'exception'>

/** One resource as one side (Git, Git base, server) holds it. */
export interface ResourceState {
  readonly name: ResourceName
  /** `undefined` where it was let go; see `contentOf`. */
  readonly content: Content | undefined
  readonly fingerprint: Fingerprint
  /** Of the content, in bytes; of text in characters. */
  readonly size: number
  /** Where it stands in Git. */
  readonly file: string | undefined
  /** On the server, which counts them of some kinds. */
  readonly revision: number | undefined
  /** When it was saved last, as the server writes it, where it tells. */
  readonly updated?: string | undefined
  /** 2.0: saved without validation and not executed; never equal to anything (docs/internals/facts/kestra.md, "Drafts"). */
  readonly isDraft: boolean
  /** On the server, for a flow whose text it cannot parse: why, in its words. It does not run such a flow. */
  readonly exception?: string | undefined
}

export type ResourceMap = ReadonlyMap<ResourceKey, ResourceState>

/** What a side holds that differs from another: its content is never let go. A defect where it was: nothing may pass for absent. */
export const contentOf = ({ name, content }: ResourceState): Content => {
  if (content === undefined) throw new Error(`The content of ${name.kind} ${name.namespace} ${name.name} was let go.`)
  return content
}
