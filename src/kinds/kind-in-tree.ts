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

/** How the resources of one kind are stored in Git. */
export interface KindInTree {
  /** True for a file whose folder or name determines its kind, whatever other YAML files are in the folder. */
  readonly isPlace: (file: string) => boolean
  /** Reads the part of the tree that belongs to this kind. Throws only if the tree cannot be read. */
  readonly readTree: (tree: Tree, search: TreeSearch) => Promise<TreePart>
  /** The problems of a tree, adapted to a server whose version is known. */
  readonly problemsOnServer: (
    problems: readonly Problem[],
    resources: readonly DesiredResource[],
    server: ServerOfTree,
  ) => readonly Problem[]
  /** True if the path of the file determines the resource's name, false if its content does. */
  readonly isNamedByPlace: boolean
  /** Likely names of the file for a resource, without folder and extension. */
  readonly likelyStems: (name: Pick<ResourceName, 'namespace' | 'name'>) => readonly string[]
  /** The content to send for one name in a file of Git, with `namespace-map` applied; `undefined` if the file does not contain the name. */
  readonly toServer: (file: Uint8Array, of: NameInGit) => Content | undefined
  /** True if one file contains many resources, each under its name; false if it contains one. */
  readonly sharesFiles: boolean
  /**
   * A file of Git, changed to the server's contents; `undefined` if nothing remains in it. For a kind with one resource per file,
   * `entries` has one entry.
   */
  readonly toGit: (entries: readonly EntryForGit[], file: FileOfGit) => Uint8Array | undefined
  /** A clause with the reason why Git could not store the server's content as the same resource; `undefined` if it can. */
  readonly whyNotInGit: (resource: ResourceName & { readonly content: Content }) => string | undefined
  readonly makePathSuggester: (neighbours: Neighbours) => PathSuggester
  /** The JSON schema that servers publish for this kind, if there is one. */
  readonly schema: KindSchema | undefined
}

export interface KindSchema {
  /** The name of the schema in the API: `plugins/schemas/{type}`. */
  readonly type: string
  /** True if a repository with these paths needs the schema. */
  readonly isFor: (paths: readonly string[]) => boolean
}

export interface NameInGit {
  readonly name: string
  readonly namespaceMap: readonly NamespaceMapping[]
}

/** The new content for one name in a file of Git; `undefined` removes the name. */
export interface EntryForGit {
  readonly name: string
  readonly content: Content | undefined
}

export interface FileOfGit {
  /** The content now. */
  readonly before: Uint8Array | undefined
  /** The reverse of `namespace-map`: from the server's names to Git's. */
  readonly namespaceMap: readonly NamespaceMapping[]
}

export interface TreeSettings extends RepositorySettings {
  /** Default: `parseYaml`. `parseOnce` shares the parsed documents between the trees of one run. */
  readonly parse?: ParseYaml | undefined
  /** Results for namespace files by path, shared by the trees of one run, so that an unchanged file is inspected once. */
  readonly seen?: Map<string, SeenFile> | undefined
}

/** The results for one namespace file. They do not include its bytes, since a tree may have a gigabyte of them. */
export interface SeenFile {
  /** `Tree.identityOf` of the file, if other trees of the run are read. */
  readonly identity: string | undefined
  readonly resource: DesiredResource
  readonly isPointer: boolean
  readonly problems: readonly Problem[]
}

/** The input of `readTree` for every kind. */
export interface TreeSearch {
  readonly layout: Layout
  readonly isHidden: HiddenPaths
  readonly settings: TreeSettings
  /**
   * The scope of the kind that `isPlace` assigns the file to; `undefined` if there is none. Flows and files are never assigned by it.
   */
  readonly scopeAt: (file: string) => 'namespace' | 'tenant' | undefined
  /** Collected by the kinds that were read before. */
  readonly evidence: TreeEvidence
}

/** The resources of one kind in a tree, and the findings about them. */
export interface TreePart {
  readonly resources: readonly DesiredResource[]
  readonly broken: readonly BrokenFile[]
  /** Hidden, or outside every root: known, but neither deployed nor deleted. */
  readonly skipped: readonly ResourceName[]
  /** Namespaces or tenant of the resources in unreadable or emptied files, hidden ones included, as far as known. */
  readonly unreadable: readonly ResourcePlace[]
  readonly roots: readonly LayoutRoot[]
  readonly problems: readonly Problem[]
  /** Roots without any resource of this kind. The tree is read again without them, because they may hide files of other kinds. */
  readonly unrelated: readonly string[]
  /** True if the resource would be hidden if it were in the tree. Only used for kinds with `isNamedByPlace`. */
  readonly hides: (name: ResourceName) => boolean
  /** Replaces the evidence of the kinds before; `undefined` keeps it. */
  readonly evidence: TreeEvidence | undefined
  /** Set by the kind of flows only. */
  readonly flows: ReadFlows | undefined
  /** The parsed YAML files of this kind: for schema checks, comments on lines and validation by the server. */
  readonly documents: readonly ReadDocument[]
}

/** The part of a tree without any resource of the kind. */
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

/** A parsed YAML file of a tree. */
export interface ReadDocument {
  readonly kind: ResourceKind
  readonly file: string
  readonly document: YamlDocument
}

/** The flows of a tree with their documents: for lint rules, references and validation by the server. */
export interface ReadFlows {
  readonly flows: readonly DesiredFlow[]
  readonly brokenFlows: readonly PlacedDocument[]
  /** Flow tests from all folders. */
  readonly suites: readonly Suite[]
}

export interface ServerOfTree {
  readonly version: string
  readonly major: number
  readonly minor: number
}
