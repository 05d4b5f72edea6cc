/** One flow as it is sent to `flows/validate`. */
export interface ValidateDocument {
  readonly text: string
  /** Lines cut off at the top: add them to a line that the server names. */
  readonly lineOffset: number
  /** False: the server would split it into several documents. It goes alone, and the first element of the answer counts. */
  readonly canBeJoined: boolean
  /** False: the server would split it where no parser of YAML does, so that its verdict is one on a part of it. */
  readonly isReadWhole: boolean
}

/** Several flows as one body; the server's answer has one element per entry of `indexes`, in this order. */
export interface ValidateBody {
  readonly body: string
  /** Position of each document in the list given to `joinForValidate`. */
  readonly indexes: readonly number[]
}

/** A flow of more than 10 MB is refused by every server; batches stay well below (docs/facts/kestra.md, "Limits of a request"). */
const MAX_BODY_BYTES = 4_000_000

const SEPARATOR = '\n---\n'

// A comment ends at every character at which Kestra ends a line: behind a hidden one there may be a flow (`HiddenLineEnd`).
const TO_MARKER =
  /^(?:[ \t]*(?:[#%][^\r\n\u0085\u2028\u2029]*)?\r?\n)*---[ \t]*(?:#[^\r\n\u0085\u2028\u2029]*)?(?:\r?\n|$)/
const END_MARK = /\r?\n\.\.\.(?:[ \t]+#[^\r\n\u0085\u2028\u2029]*)?[ \t\r\n]*$/

/**
 * Cuts off what would shift the server's indexes and lines: a first `---` with the directives, blank and comment lines
 * above it, and an end mark `...` (docs/facts/kestra.md, "Validate"). A text with a byte-order mark stays as it is and goes alone.
 */
export const prepareForValidate = (source: string): ValidateDocument => {
  const toMarker = TO_MARKER.exec(source)?.[0] ?? ''
  const blank = /^(?:[ \t]*\r?\n)*/.exec(source.slice(toMarker.length))?.[0] ?? ''
  const cut = toMarker + blank
  const text = source.slice(cut.length).replace(END_MARK, '\n')
  return {
    text,
    lineOffset: cut.split('\n').length - 1,
    canBeJoined: text.trim() !== '' && !/^(?:---|\.\.\.|\uFEFF)/m.test(text),
    isReadWhole: !/[\r\n]---(?!\s|$)/.test(text),
  }
}

/** Joins documents into as few bodies as the size allows; one that cannot be joined gets a body of its own. */
export const joinForValidate = (documents: readonly ValidateDocument[]): ValidateBody[] => {
  const numbered = documents.map(({ text, canBeJoined }, index) => ({ text, canBeJoined, index }))
  const groups = inBatches(
    numbered.filter(({ canBeJoined }) => canBeJoined),
    { items: Number.POSITIVE_INFINITY, bytes: MAX_BODY_BYTES, between: SEPARATOR.length },
  )
  const alone = numbered.filter(({ canBeJoined }) => !canBeJoined)
  return [
    ...groups.map((group) => ({
      body: group.map(({ text }) => trimNewlines(text)).join(SEPARATOR),
      indexes: group.map(({ index }) => index),
    })),
    ...alone.map(({ text, index }) => ({ body: text, indexes: [index] })),
  ]
}

interface BatchLimits {
  readonly items: number
  readonly bytes: number
  /** Bytes that each text takes besides. */
  readonly between: number
}

/** Texts in their order in as few groups as the limits allow; one that is too large by itself makes a group of its own. */
export const inBatches = <T extends { readonly text: string }>(
  items: readonly T[],
  { items: mostItems, bytes: mostBytes, between }: BatchLimits,
): readonly (readonly T[])[] => {
  const groups: { readonly of: T[]; bytes: number }[] = []
  for (const item of items) {
    const bytes = Buffer.byteLength(item.text) + between
    const last = groups.at(-1)
    if (last === undefined || last.of.length === mostItems || last.bytes + bytes > mostBytes) {
      groups.push({ of: [item], bytes })
    } else {
      last.of.push(item)
      last.bytes += bytes
    }
  }
  return groups.map(({ of }) => of)
}

/** Without a pattern: it would try each line break of a text that holds a million of them. */
const trimNewlines = (text: string): string => {
  let end = text.length
  while (text[end - 1] === '\n' || text[end - 1] === '\r') end -= 1
  return text.slice(0, end)
}
