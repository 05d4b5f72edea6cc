import type { ChangeClass } from '../plan/plan.ts'
import type { Content, ResourceName } from '../resource/resource.ts'

/** A resource of the tree that gets the server's content. */
export interface ExportChange extends ResourceName {
  readonly action: 'create' | 'update' | 'delete'
  /** The class of the resource in the plan of a deploy. */
  readonly change: ChangeClass
  /** Possible paths in the repository, best first. A resource that already has a file has only that path. */
  readonly possiblePaths: readonly string[]
  /** The server's content; `undefined` removes the resource. */
  readonly content: Content | undefined
}

/** A resource that differs and stays as it is in Git. `why` is a clause without a final stop. */
export interface SkippedResource extends ResourceName {
  readonly why: string
}

/** A change with its chosen path. */
export interface PlacedChange extends ExportChange {
  readonly file: string
}

/** The result of publishing an export. */
export interface PublishedExport {
  /** Sentences for the reader. */
  readonly notices: readonly string[]
  /** A patch for `git apply`, if the files could not be written. */
  readonly patch?: string
}

/** A file of the tree with all its changes. */
export interface PlacedFile {
  readonly file: string
  readonly action: 'create' | 'update' | 'delete'
  /** The new content in Git; `undefined` removes the file. */
  readonly content: Uint8Array | undefined
  readonly changes: readonly PlacedChange[]
}
