import type { Fingerprint } from '../resource/fingerprint.ts'
import type { Content, ResourceName } from '../resource/resource.ts'
import type { ResourceState } from '../resource/resource-state.ts'
import { findSecrets, type SecretSpan } from '../secrets/find-secrets.ts'
import type { YamlDocument } from '../yaml/yaml-document.ts'
import type { KindInTree } from './kind-in-tree.ts'

type NameInNamespace = Pick<ResourceName, 'namespace' | 'name'>

/** What a kind of resource is, without IO; each has one in `KINDS`, made in the kind's own folder. */
export interface Kind extends KindInTree {
  /** Where its resources live. Those of the tenant have the namespace `''`. */
  readonly scope: 'namespace' | 'tenant'
  /** Two contents are the same to the server if and only if these are equal (docs/decisions.md, "How it decides"). */
  readonly fingerprint: (content: Content) => Fingerprint
  /** The object of a deployment record that holds them. Its name is stored on servers: it never changes. */
  readonly recordGroup: string
  /** True for what one can be called: a record is only believed where its names are names. */
  readonly isName: (name: string) => boolean
  /** True for one that no server can be asked for, or told to delete, by its name: the flow `delete.by-query` and its like. */
  readonly isRouteName: (name: NameInNamespace) => boolean
  /** One of them, beside its name. The plural has an `s`. */
  readonly noun: string
  /** One of them, where the noun alone could mean something else. */
  readonly fullNoun: string
  /** As the Kestra UI and the receipt name it: `company.team.daily`, `company.team/sql/q.sql`. */
  readonly displayName: (name: NameInNamespace) => string
  /** What another name means beside the name, and what does not follow: for the server it is another resource. */
  readonly describeRename: (from: ResourceName, to: ResourceName) => readonly string[]
  /** A change in words, one sentence each, the most important first; `undefined` is an absent side. */
  readonly describeChange: (change: ContentChange) => readonly string[]
  /** What still starts one that leaves Git and stays on the server, and what it still starts: sentences in words, none where it does not run. */
  readonly describeStaying: (kept: KeptContent) => readonly string[]
  /** The names of the callers that a change breaks, in order, each once. */
  readonly brokenCallers: (change: ContentChange) => readonly string[]
  /** Where in its text credentials seem to stand. They are hidden there, and in what is said about it; nowhere else. */
  readonly credentialsIn: (name: string, text: string) => readonly SecretSpan[]
  /** Below `/ui/{tenant}/` of the server; `undefined` where its UI has no page for one. */
  readonly uiPath: (name: NameInNamespace) => string | undefined
  /** Kinds are written in this order, and deleted in the reverse one; no two have the same. */
  readonly rank: number
  /** True for what runs: they call each other, so what is called is written first, and a namespace that loses all of them counts as emptied. */
  readonly isExecuted: boolean
  /** The content without what names it: equal for resources that are the same but for their names. */
  readonly withoutName: (content: Content) => Content
  /** What somebody did to it on the server, where the two contents tell. */
  readonly editCause: (expected: Content, live: Content) => 'edited' | 'disabled' | 'enabled'
  /** From what the server has of this kind: why one must not be created beside it; `undefined` when it may. */
  readonly refuseCreate: (live: readonly ResourceName[]) => (name: ResourceName) => RefusedCreate | undefined
  /** Those that a flow reads, each in the namespace that it names; of a kind that is read by namespace. */
  readonly readBy: (flow: YamlDocument) => readonly NameInNamespace[]
  /** True where a flow also finds those of the namespaces above the one that it names. */
  readonly isInherited: boolean
  /** What expressions of flows find in one, as plain data; `undefined` where that is not said by its content. */
  readonly dataOf: (content: Content) => unknown
  /** Those that a flow writes. */
  readonly writtenBy: (flow: YamlDocument) => readonly NameInNamespace[]
  /** What references of flows are looked up in, of all that the server has of this kind. */
  readonly referable: (found: ServerContents) => Referable
}

/** A flow that calls the resource in question. */
export interface Caller {
  /** As its kind displays it. */
  readonly name: string
  /** The names of the inputs it passes. */
  readonly inputs: readonly string[]
  /** In the tree. */
  readonly file?: string | undefined
  /** A problem at its line tells what is wrong with the call: here it is counted and not named. */
  readonly isReported?: boolean
}

/** How one content becomes another, and what the words may say beside that. */
export interface ContentChange {
  readonly name: string
  readonly before: Content | undefined
  readonly after: Content | undefined
  readonly callers: readonly Caller[]
  /** Reads a flow; a run that has read a text before need not do so again. */
  readonly parse: (source: string) => YamlDocument
}

/** A content that Git no longer has and that a deploy leaves on the server. */
export interface KeptContent extends Pick<ContentChange, 'callers' | 'parse'> {
  readonly live: Content
  /** The names of the flows that a Flow trigger starts after it. */
  readonly listeners: readonly string[]
}

/** What was read of one kind, and the names in the namespaces of which they were listed. */
export interface ServerContents {
  readonly resourceStates: readonly Pick<ResourceState, 'name' | 'content'>[]
  readonly listed: ReadonlyMap<string, readonly NameInNamespace[]>
}

/** What flows of a tree may refer to on the server. */
export interface Referable {
  readonly flows?: readonly { readonly namespace: string; readonly id: string; readonly source: string }[]
  /** Paths (leading slash) of the namespaces whose files were read. */
  readonly files?: ReadonlyMap<string, ReadonlySet<string>>
  /** Keys of the namespaces whose keys were listed. */
  readonly keys?: ReadonlyMap<string, ReadonlySet<string>>
}

/** A reason code, and the sentence with what to do. */
export interface RefusedCreate {
  readonly reason: string
  readonly message: string
}

/** What kinds are whose resources neither run nor are read or written by flows, and stand beside all others. */
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
