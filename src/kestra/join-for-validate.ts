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
  const bodies: { texts: string[]; indexes: number[]; bytes: number }[] = []
  const joined = documents.map((document, index) => ({ document, index }))
  for (const { document, index } of joined.filter((entry) => entry.document.canBeJoined)) {
    const bytes = Buffer.byteLength(document.text) + SEPARATOR.length
    const last = bodies.at(-1)
    if (last === undefined || last.bytes + bytes > MAX_BODY_BYTES) {
      bodies.push({ texts: [document.text], indexes: [index], bytes })
    } else {
      last.texts.push(document.text)
      last.indexes.push(index)
      last.bytes += bytes
    }
  }
  const alone = joined.filter(({ document }) => !document.canBeJoined)
  return [
    ...bodies.map(({ texts, indexes }) => ({ body: texts.map(trimNewlines).join(SEPARATOR), indexes })),
    ...alone.map(({ document, index }) => ({ body: document.text, indexes: [index] })),
  ]
}

/** Without a pattern: it would try each line break of a text that holds a million of them. */
const trimNewlines = (text: string): string => {
  let end = text.length
  while (text[end - 1] === '\n' || text[end - 1] === '\r') end -= 1
  return text.slice(0, end)
}
