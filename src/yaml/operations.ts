import { isMapValue, type NodePath, valueAt } from './map-value.ts'

/** A part of a text that is replaced. `start` is its offset in the text as Kestra reads it, not in the source. */
export interface TextPiece {
  readonly start: number
  readonly old: string
  readonly text: string
}

/**
 * One change of the plain value of a document, and of its source. All paths are those before the operations.
 * - `rename`: another name for the key at `path`.
 * - `replace`: another key and value in place of the entry at `path`. With `from`, the value is the node there, as it is written.
 * - `remove`: no entry or item at `path`.
 * - `insert`: a new entry behind the entry at `path`, with a value, or with the node at `from`, as it is written.
 * - `pieces`: other words in the text at `path`.
 * - `items`: the items of the list at `from` as they are written, behind the item at `path`.
 */
export type Operation =
  | { readonly act: 'rename'; readonly path: NodePath; readonly key: string }
  | ({ readonly act: 'replace' | 'insert'; readonly path: NodePath; readonly key: string } & Content)
  | { readonly act: 'remove'; readonly path: NodePath }
  | { readonly act: 'pieces'; readonly path: NodePath; readonly pieces: readonly TextPiece[] }
  | { readonly act: 'items'; readonly path: NodePath; readonly from: NodePath }

type Content = { readonly value: unknown; readonly from?: undefined } | { readonly from: NodePath }

/** The value of an `insert` or `replace`. */
export const contentOf = (root: unknown, content: Content): unknown =>
  content.from === undefined ? content.value : valueAt(root, content.from)

/** Applies the operations to a copy of a plain value. The value itself stays as it is. */
export const operate = (value: unknown, operations: readonly Operation[]): unknown => {
  const copy: unknown = structuredClone(value)
  const inLists: (() => void)[] = []
  // The parents are found before the first operation, so that every path is one of the former value.
  const tasks = operations.map((operation) => ({
    operation,
    parent: valueAt(copy, operation.path.slice(0, -1)),
    step: operation.path.at(-1) ?? '',
  }))
  for (const { operation, parent, step } of tasks.toSorted((a, b) => Number(b.step) - Number(a.step) || 0)) {
    if (Array.isArray(parent)) inLists.push(() => inList(parent, Number(step), operation, value))
    else if (isRecord(parent)) inMap(parent, String(step), operation, value)
  }
  for (const change of inLists) change()
  return copy
}

const isRecord = (value: unknown): value is Record<string, unknown> => isMapValue(value)

const inMap = (parent: Record<string, unknown>, key: string, operation: Operation, root: unknown): void => {
  switch (operation.act) {
    case 'rename':
      parent[operation.key] = parent[key]
      delete parent[key]
      return
    case 'replace':
      delete parent[key]
      parent[operation.key] = structuredClone(contentOf(root, operation))
      return
    case 'insert':
      parent[operation.key] = structuredClone(contentOf(root, operation))
      return
    case 'remove':
      delete parent[key]
      return
    case 'pieces':
      parent[key] = withPieces(parent[key], operation.pieces)
      return
    default:
  }
}

const inList = (parent: unknown[], index: number, operation: Operation, root: unknown): void => {
  if (operation.act === 'remove') parent.splice(index, 1)
  if (operation.act === 'pieces') parent[index] = withPieces(parent[index], operation.pieces)
  if (operation.act !== 'items') return
  const items = valueAt(root, operation.from)
  if (!Array.isArray(items)) return
  for (const [offset, item] of items.entries()) parent.splice(index + 1 + offset, 0, structuredClone(item))
}

const withPieces = (text: unknown, pieces: readonly TextPiece[]): unknown => {
  let result = String(text)
  for (const { start, old, text: next } of pieces.toSorted((a, b) => b.start - a.start))
    result = result.slice(0, start) + next + result.slice(start + old.length)
  return result
}
