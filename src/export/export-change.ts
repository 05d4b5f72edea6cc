import type { ChangeClass } from '../plan/plan.ts'
import type { Content, ResourceName } from '../resource/resource.ts'

/** A resource of the tree that is to become what the server has. */
export interface ExportChange extends ResourceName {
  readonly action: 'create' | 'update' | 'delete'
  /** How the resource stood between Git and the server. */
  readonly change: ChangeClass
  /** Paths in the repository, the best first; one alone for what has a file. */
  readonly places: readonly string[]
  /** As the server has it; `undefined` removes it. */
  readonly content: Content | undefined
}

/** A resource that differs and stays as it is in Git. `why` is a clause without a final stop. */
export interface SkippedResource extends ResourceName {
  readonly why: string
}

/** A change with the one path that it got. */
export interface PlacedChange extends ExportChange {
  readonly file: string
}

/** What came of handing an export to somebody else. */
export interface PublishedExport {
  /** Sentences for the reader. */
  readonly notices: readonly string[]
  /** Where the files could not be written anywhere: what brings them into the tree (`git apply`). */
  readonly patch?: string
}

/** A file of the tree that changes, with all that changes in it. */
export interface PlacedFile {
  readonly file: string
  readonly action: 'create' | 'update' | 'delete'
  /** As Git shall hold it; `undefined` removes it. */
  readonly content: Uint8Array | undefined
  readonly changes: readonly PlacedChange[]
}
