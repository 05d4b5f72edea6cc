import type { YamlDocument } from '../yaml/yaml-document.ts'

/** A flow of a tree. `document.source` is what will be sent: without BOM, namespace mapped. */
export interface DesiredFlow {
  readonly namespace: string
  readonly id: string
  readonly file: string
  readonly document: YamlDocument
}

/** A file that is meant as a flow but whose (namespace, id) cannot be read. */
export interface BrokenFlow {
  readonly file: string
  readonly document: YamlDocument
}
