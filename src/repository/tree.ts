/** The files of one commit or of the work tree. Paths are relative to the repository's top, with `/`, sorted. */
export interface Tree {
  readonly paths: readonly string[]
  /** The bytes of one file of `paths`; throws when the path is not one of them. */
  read(path: string): Promise<Uint8Array>
}
