import type { Fingerprint } from './fingerprint.ts'
import type { Content, ResourceKey, ResourceName } from './resource.ts'

/** The content of a resource, or its fingerprint and size after the content was dropped to free memory. */
export type ResourceContent = { readonly content: Content } | DroppedContent

export interface DroppedContent {
  readonly content: undefined
  readonly fingerprint: Fingerprint
  /** In bytes. */
  readonly size: number
}

/** A resource on the server, byte for byte. */
export type LiveResource = ResourceName &
  ResourceContent &
  Pick<ResourceState, 'revision' | 'updated' | 'isDraft' | 'exception'>

/** One resource in one state: desired (Git), base (Git) or live (server). */
export interface ResourceState {
  readonly name: ResourceName
  /** `undefined` after it was dropped; see `contentOf`. */
  readonly content: Content | undefined
  readonly fingerprint: Fingerprint
  /** The size of the content: in bytes, for text in characters. */
  readonly size: number
  /** The path in Git. */
  readonly file: string | undefined
  /** The server's revision, for kinds that have one. */
  readonly revision: number | undefined
  /** When the server last saved it, as the server writes times, where it reports them. */
  readonly updated?: string | undefined
  /**
   * 2.0: saved without validation and not executed. A draft equals no other state (docs/internals/facts/kestra.md,
   * "Drafts").
   */
  readonly isDraft: boolean
  /** Why the server cannot parse the text of this flow, in its words. The server does not run that flow. */
  readonly exception?: string | undefined
}

export type ResourceMap = ReadonlyMap<ResourceKey, ResourceState>

/** The content of a changed resource. Throws if it was dropped, which is a bug. */
export const contentOf = ({ name, content }: ResourceState): Content => {
  if (content === undefined) throw new Error(`The content of ${name.kind} ${name.namespace} ${name.name} was dropped.`)
  return content
}
