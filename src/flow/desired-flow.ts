import type { YamlDocument } from '../yaml/yaml-document.ts'

/** The document of a file, also of one whose (namespace, id) cannot be read. */
export interface PlacedDocument {
  readonly file: string
  readonly document: YamlDocument
}

/** A flow of a tree. `document.source` is what will be sent: without BOM, namespace mapped. */
export interface DesiredFlow extends PlacedDocument {
  readonly namespace: string
  readonly id: string
}
