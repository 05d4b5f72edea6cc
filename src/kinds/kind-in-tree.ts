import type { Problem } from '../finding/problem.ts'
import type { DesiredFlow, PlacedDocument } from '../flow/desired-flow.ts'
import type { Layout } from '../repository/find-layout.ts'
import type { HiddenPaths } from '../repository/kestra-ignore.ts'
import type { RepositorySettings, Tree } from '../repository/tree.ts'
import type { TreeEvidence } from '../repository/tree-evidence.ts'
import type { BrokenFile, DesiredResource, LayoutRoot } from '../resource/desired.ts'
import type { NamespaceMapping } from '../resource/namespace.ts'
import type { Content, ResourceKind, ResourceName, ResourcePlace } from '../resource/resource.ts'
import type { Suite } from '../suites/suite.ts'
import type { ParseYaml, YamlDocument } from '../yaml/yaml-document.ts'
import type { Neighbours, PathSuggester } from './suggest-path.ts'

/** How Git holds the resources of one kind. */
export interface KindInTree {
  /** True for a file whose folder or name says that it is of this kind, whatever other YAML lies beside it. */
  readonly isPlace: (file: string) => boolean
  /** What a tree has of this kind. Throws only when the tree cannot be read. */
  readonly readTree: (tree: Tree, search: TreeSearch) => Promise<TreePart>
  /** The problems of a tree as the server of a known version makes them. */
  readonly problemsOnServer: (
    problems: readonly Problem[],
    resources: readonly DesiredResource[],
    server: ServerOfTree,
  ) => readonly Problem[]
  /** True where the place in the tree is the name, false where the file says it. */
  readonly isNamedByPlace: boolean
  /** What the file that holds one is likely to be called, without folder and ending. */
  readonly likelyStems: (name: Pick<ResourceName, 'namespace' | 'name'>) => readonly string[]
  /** What a file of Git holds of this name as it is sent, with `namespace-map`; `undefined` where it holds none. */
  readonly toServer: (file: Uint8Array, of: NameInGit) => Content | undefined
  /** True where one file holds many, each by its name; false where it holds one. */
  readonly sharesFiles: boolean
  /** A file of Git with what the server has; `undefined` when nothing is left that it could hold. Of a kind that shares no files, one entry. */
  readonly toGit: (entries: readonly EntryForGit[], file: FileOfGit) => Uint8Array | undefined
  /** A clause that says why what the server has would not be read as the same resource in Git; `undefined` when it would. */
  readonly whyNotInGit: (resource: ResourceName & { readonly content: Content }) => string | undefined
  readonly makePathSuggester: (neighbours: Neighbours) => PathSuggester
  /** The JSON schema that servers have of it, where they have one. */
  readonly schema: KindSchema | undefined
}

export interface KindSchema {
  /** Servers call it so: `plugins/schemas/{type}`. */
  readonly type: string
  /** True where a repository with these paths has a use for it. */
  readonly isFor: (paths: readonly string[]) => boolean
}

export interface NameInGit {
  readonly name: string
  readonly namespaceMap: readonly NamespaceMapping[]
}

/** What a file of Git shall hold under a name; `undefined` takes it out. */
export interface EntryForGit {
  readonly name: string
  readonly content: Content | undefined
}

export interface FileOfGit {
  /** What it holds now. */
  readonly before: Uint8Array | undefined
  /** The other way round: from the server's names to Git's. */
  readonly namespaceMap: readonly NamespaceMapping[]
}

export interface TreeSettings extends RepositorySettings {
  /** Default `parseYaml`; `parseOnce` where several trees of one run are read. */
  readonly parse?: ParseYaml | undefined
  /** What was found in namespace files, by their paths, where several trees of one run are read: one that is the same in both is looked into once. */
  readonly seen?: Map<string, SeenFile> | undefined
}

/** What is told of the bytes of a namespace file, which are let go then: a tree may hold a gigabyte of them. */
export interface SeenFile {
  /** `Tree.identityOf` of the file, where other trees of the run are read. */
  readonly identity: string | undefined
  readonly resource: DesiredResource
  readonly isPointer: boolean
  readonly problems: readonly Problem[]
}

/** What every kind reads a tree with. */
export interface TreeSearch {
  readonly layout: Layout
  readonly isHidden: HiddenPaths
  readonly settings: TreeSettings
  /** Where the kind lives whose place a file has, but for flows and files: that kind tells what the file is, or is not. `undefined` for others. */
  readonly scopeAt: (file: string) => 'namespace' | 'tenant' | undefined
  /** Of the kinds that were read before. */
  readonly evidence: TreeEvidence
}

/** What a tree has of one kind. */
export interface TreePart {
  readonly resources: readonly DesiredResource[]
  readonly broken: readonly BrokenFile[]
  /** Hidden, or where no root is: known, but not ours to deploy or to delete. */
  readonly skipped: readonly ResourceName[]
  /** Where the resources live that unreadable or emptied files held, hidden ones included, as far as anything tells it. */
  readonly unreadable: readonly ResourcePlace[]
  readonly roots: readonly LayoutRoot[]
  readonly problems: readonly Problem[]
  /** Roots that turn out to hold nothing of this kind, and must not hide what lies in them or elsewhere: the tree is read again without them. */
  readonly unrelated: readonly string[]
  /** True when one would be hidden if it stood in the tree; asked of kinds that are named by their place. */
  readonly hides: (name: ResourceName) => boolean
  /** Replaces that of the kinds before; `undefined` leaves it. */
  readonly evidence: TreeEvidence | undefined
  /** Of flows: what they say. */
  readonly flows: ReadFlows | undefined
  /** The YAML of this kind as it was read, for whoever looks into it: the schema, comments on lines, the server's verdict. */
  readonly documents: readonly ReadDocument[]
}

/** Of a kind of which a tree has nothing. */
export const NOTHING_FOUND: TreePart = {
  resources: [],
  broken: [],
  skipped: [],
  unreadable: [],
  roots: [],
  problems: [],
  unrelated: [],
  hides: () => false,
  evidence: undefined,
  flows: undefined,
  documents: [],
}

/** A YAML file of a tree as it was read. */
export interface ReadDocument {
  readonly kind: ResourceKind
  readonly file: string
  readonly document: YamlDocument
}

/** Flows with their documents, for whoever looks into them: rules, references, the server's verdict. */
export interface ReadFlows {
  readonly flows: readonly DesiredFlow[]
  readonly brokenFlows: readonly PlacedDocument[]
  /** Flow tests, wherever they lie. */
  readonly suites: readonly Suite[]
}

export interface ServerOfTree {
  readonly version: string
  readonly major: number
  readonly minor: number
}
