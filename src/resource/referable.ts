/** Resources on the server that flows of a tree may refer to. */
export interface Referable {
  readonly flows?: readonly { readonly namespace: string; readonly id: string; readonly source: string }[]
  /** By namespace: the paths (with a leading slash) of its files. Namespaces whose files were not read are absent. */
  readonly files?: ReadonlyMap<string, ReadonlySet<string>>
  /** By namespace: its keys. Namespaces whose keys were not listed are absent. */
  readonly keys?: ReadonlyMap<string, ReadonlySet<string>>
}
