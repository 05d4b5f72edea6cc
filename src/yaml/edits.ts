import { isDeepStrictEqual } from 'node:util'
import { isNode, visit } from 'yaml'
import { layOut } from './lay-out-edits.ts'
import type { NodePath } from './map-value.ts'
import { type Operation, operate } from './operations.ts'
import { applyEdits, type SourceEdit } from './source-text.ts'
import type { YamlDocument } from './yaml-document.ts'

/** One replaced range of a file, with its cause. */
export interface Edit extends SourceEdit {
  /** The code of the finding that the edit fixes. */
  readonly code: string
  /** Why the new text means the same, or what is different. */
  readonly why: string
}

/** Operations that only make sense together. They are all applied or none. */
export interface Change {
  readonly code: string
  readonly why: string
  /** The node that the finding is about. */
  readonly path: NodePath
  readonly part?: 'key' | 'value' | undefined
  readonly operations: readonly Operation[]
}

/** A document after changes. */
export interface EditedDocument {
  readonly document: YamlDocument
  /** Ranges of the source before the changes, in order, without overlap. */
  readonly edits: readonly Edit[]
  /** Changes that were not applied: the source cannot be edited there without another change of its meaning. */
  readonly refused: readonly Change[]
}

/**
 * Applies changes to the source of a document. No character outside of the edited ranges changes. The result is parsed again, and its
 * plain value must be exactly what the operations make of the former value; a change for which it is not is refused.
 */
export const applyChanges = (document: YamlDocument, changes: readonly Change[]): EditedDocument => {
  const all = attempt(document, changes)
  if (all !== undefined) return { ...all, refused: [] }
  const accepted: Change[] = []
  const refused: Change[] = []
  for (const change of changes) {
    const isPossible = attempt(document, [...accepted, change]) !== undefined
    const list = isPossible ? accepted : refused
    list.push(change)
  }
  const applied = attempt(document, accepted) ?? { document, edits: [] }
  return { ...applied, refused }
}

/** `undefined` if edits overlap, the source has a form that cannot be edited, or the result means something else. */
const attempt = (
  document: YamlDocument,
  changes: readonly Change[],
): Pick<EditedDocument, 'document' | 'edits'> | undefined => {
  const drafts: Edit[] = []
  for (const { code, why, operations } of changes)
    for (const operation of operations) {
      const edits = layOut(document, operation)
      if (edits === undefined) return undefined
      for (const edit of edits) drafts.push({ ...edit, code, why })
    }
  const edits = inOrder(drafts)
  if (edits === undefined) return undefined
  const edited = document.withEdits(edits)
  const operations = changes.flatMap((change) => change.operations)
  const isIntended = isDeepStrictEqual(edited.value, operate(document.value, operations))
  return isIntended && missingAnchors(edited).every((name) => missingAnchors(document).includes(name))
    ? { document: edited, edits }
    : undefined
}

/** The names of aliases without an anchor. Kestra does not resolve aliases, but editors and other tools do. */
const missingAnchors = ({ root, source }: YamlDocument): readonly string[] => {
  if (!source.includes('*') || !isNode(root)) return []
  const anchors = new Set<string>()
  const aliases: string[] = []
  visit(root, {
    Alias: (_, { source: name }) => {
      aliases.push(name)
    },
    Value: (_, { anchor }) => {
      if (anchor !== undefined) anchors.add(anchor)
    },
  })
  return aliases.filter((name) => !anchors.has(name))
}

/** The edits by offset, those that begin at one offset as one edit; `undefined` if two overlap. */
const inOrder = (drafts: readonly Edit[]): readonly Edit[] | undefined => {
  const ordered: Edit[] = []
  const sorted = drafts.toSorted((a, b) => a.range.start - b.range.start || a.range.end - b.range.end)
  for (const edit of sorted) {
    const last = ordered.at(-1)
    if (last !== undefined && edit.range.start < last.range.end) return undefined
    if (last === undefined || edit.range.start > last.range.start) ordered.push(edit)
    else ordered[ordered.length - 1] = { ...last, range: edit.range, text: last.text + edit.text }
  }
  return ordered
}

/**
 * The edits of `source` that have the effect of `first`, and then of `second` on the result. Edits that touch each other become one, with
 * the code of the first. Both lists are in order and without overlap, and so is the result.
 */
export const composeEdits = (source: string, first: readonly Edit[], second: readonly Edit[]): readonly Edit[] => {
  const between = applyEdits(source, first)
  let shift = 0
  const earlier = first.map((edit) => {
    const start = edit.range.start + shift
    shift += edit.text.length - (edit.range.end - edit.range.start)
    return { start, end: start + edit.text.length, shift, edit, isFirst: true }
  })
  const later = second.map((edit) => ({ ...edit.range, shift: 0, edit, isFirst: false }))
  const spans = [...earlier, ...later].toSorted((a, b) => a.start - b.start || a.end - b.end)
  const groups: { start: number; end: number; members: (typeof spans)[number][] }[] = []
  for (const span of spans) {
    const last = groups.at(-1)
    if (last === undefined || span.start > last.end) groups.push({ start: span.start, end: span.end, members: [span] })
    else {
      last.end = Math.max(last.end, span.end)
      last.members.push(span)
    }
  }
  let before = 0
  return groups.flatMap(({ start, end, members }): readonly Edit[] => {
    const [lead] = members
    if (lead === undefined) return []
    const from = start - before
    before = members.findLast(({ isFirst }) => isFirst)?.shift ?? before
    const range = { start: from, end: end - before }
    const own = members.flatMap(({ isFirst, edit }) =>
      isFirst ? [] : [{ text: edit.text, range: { start: edit.range.start - start, end: edit.range.end - start } }],
    )
    const { code, why } = lead.edit
    return [{ code, why, range, text: applyEdits(between.slice(start, end), own) }]
  })
}
