import type { Fingerprint } from '../resource/fingerprint.ts'
import type { Referable } from '../resource/referable.ts'
import type { Content, ResourceName } from '../resource/resource.ts'
import type { ResourceState } from '../resource/resource-state.ts'
import { findSecrets, type SecretSpan } from '../secrets/find-secrets.ts'
import type { YamlDocument } from '../yaml/yaml-document.ts'
import type { KindInTree } from './kind-in-tree.ts'

type NameInNamespace = Pick<ResourceName, 'namespace' | 'name'>

/** The properties of a kind of resource, without IO. Each kind has an entry in `KINDS`, defined in the kind's own folder. */
export interface Kind extends KindInTree {
  /** Resources with scope `tenant` have the namespace `''`. */
  readonly scope: 'namespace' | 'tenant'
  /** Two contents are the same to the server if and only if their fingerprints are equal (docs/decisions.md, "How it decides"). */
  readonly fingerprint: (content: Content) => Fingerprint
  /** The key of this kind in a deployment record. It is stored on servers and must never change. */
  readonly recordGroup: string
  /** True for a valid name. A record with an invalid one is not trusted. */
  readonly isName: (name: string) => boolean
  /** True if the API reads the name as another route, such as the flow `delete.by-query`: it can be neither read nor deleted by name. */
  readonly isRouteName: (name: NameInNamespace) => boolean
  /** The singular noun to use next to a name. The plural adds an `s`. */
  readonly noun: string
  /** The singular noun where the short one could be misunderstood. */
  readonly fullNoun: string
  /** The name in Kestra's UI and the receipt: `company.team.daily`, `company.team/sql/q.sql`. */
  readonly displayName: (name: NameInNamespace) => string
  /** The consequences of a rename, as sentences. To the server the new name is another resource. */
  readonly describeRename: (from: ResourceName, to: ResourceName) => readonly string[]
  /** A change as sentences, most important first; a content is `undefined` where the resource is absent. */
  readonly describeChange: (change: ContentChange) => readonly string[]
  /**
   * Sentences about a resource that leaves Git and stays on the server: what still starts it, and what it still starts. Empty for kinds
   * that are not executed.
   */
  readonly describeStaying: (kept: KeptContent) => readonly string[]
  /** The names of the callers that a change breaks, in order, without duplicates. */
  readonly brokenCallers: (change: ContentChange) => readonly string[]
  /** The spans of its text that look like credentials. Output hides them in this text and in sentences about it only. */
  readonly credentialsIn: (name: string, text: string) => readonly SecretSpan[]
  /** The path below `/ui/{tenant}/`; `undefined` if the UI has no page for the resource. */
  readonly uiPath: (name: NameInNamespace) => string | undefined
  /** Kinds are written in ascending order and deleted in descending order. Ranks are unique. */
  readonly rank: number
  /** True for executable kinds: called resources are written first, and removing all of them empties a namespace. */
  readonly isExecuted: boolean
  /** The content without its name: equal for resources that differ only in name. */
  readonly withoutName: (content: Content) => Content
  /** The kind of edit on the server, as far as the two contents show it. */
  readonly editCause: (expected: Content, live: Content) => 'edited' | 'disabled' | 'enabled'
  /** Given the names on the server: the reason why a resource must not be created; `undefined` if it may be. */
  readonly refuseCreate: (live: readonly ResourceName[]) => (name: ResourceName) => RefusedCreate | undefined
  /** The resources that a flow reads, each in the namespace that the flow names; for kinds that are read by namespace. */
  readonly readBy: (flow: YamlDocument) => readonly NameInNamespace[]
  /** True if a flow also finds the resources of parent namespaces. */
  readonly isInherited: boolean
  /** The data that expressions of flows read from the content; `undefined` if the content does not determine it. */
  readonly dataOf: (content: Content) => unknown
  /** The resources that a flow writes. */
  readonly writtenBy: (flow: YamlDocument) => readonly NameInNamespace[]
  /** The names against which references of flows are checked, from the server's contents of this kind. */
  readonly referable: (found: ServerContents) => Referable
}

/** A flow that calls the resource in question. */
export interface Caller {
  /** As returned by `displayName`. */
  readonly name: string
  /** The names of the inputs that it passes. */
  readonly inputs: readonly string[]
  /** Its path in the tree, if it is there. */
  readonly file?: string | undefined
  /** True if a finding already reports the call. Then it is only counted. */
  readonly isReported?: boolean
}

/** The change of a resource's content, with the context that its description needs. */
export interface ContentChange {
  readonly name: string
  readonly before: Content | undefined
  readonly after: Content | undefined
  readonly callers: readonly Caller[]
  /** Parses a flow, or returns the document parsed before. */
  readonly parse: (source: string) => YamlDocument
}

/** A resource that is no longer in Git and that the deploy leaves on the server. */
export interface KeptContent extends Pick<ContentChange, 'callers' | 'parse'> {
  readonly live: Content
  /** The names of the flows that a Flow trigger starts after this one. */
  readonly listeners: readonly string[]
}

/** The resources of one kind that were read, and all names listed per namespace. */
export interface ServerContents {
  readonly resourceStates: readonly Pick<ResourceState, 'name' | 'content'>[]
  readonly listed: ReadonlyMap<string, readonly NameInNamespace[]>
}

/** A reason code, and a sentence that includes the way out. */
export interface RefusedCreate {
  readonly reason: string
  readonly message: string
}

/** Defaults for kinds that are not executed and not used by flows. */
export const DEFAULT_KIND = {
  isExecuted: false,
  credentialsIn: (_, text) => findSecrets(text),
  withoutName: (content) => content,
  editCause: () => 'edited',
  refuseCreate: () => () => undefined,
  brokenCallers: () => [],
  describeStaying: () => [],
  dataOf: () => undefined,
  readBy: () => [],
  isInherited: false,
  writtenBy: () => [],
  referable: () => ({}),
  isPlace: () => false,
  problemsOnServer: (problems) => problems,
  isNamedByPlace: false,
  likelyStems: () => [],
  sharesFiles: false,
  schema: undefined,
} satisfies Partial<Kind>
