import { isUtf8 } from 'node:buffer'

/** A file as text. */
export interface DecodedText {
  /** Without byte order mark. Invalid bytes are replacement characters. */
  readonly text: string
  readonly hasBom: boolean
  /** The first line, from 1, with bytes that are not valid UTF-8; `undefined` without any. */
  readonly brokenLine: number | undefined
}

const BOM = '\uFEFF'
const LINE_FEED = 0x0a

/** Reads bytes as UTF-8. Never throws. */
export const decodeUtf8 = (bytes: Uint8Array): DecodedText => {
  const whole = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
  const hasBom = whole.startsWith(BOM)
  const text = hasBom ? whole.slice(BOM.length) : whole
  return { text, hasBom, brokenLine: brokenLineOf(bytes) }
}

/** The first line, from 1, with bytes that are not valid UTF-8; `undefined` without any. */
export const brokenLineOf = (bytes: Uint8Array): number | undefined => {
  if (isUtf8(bytes)) return undefined
  let [line, start] = [1, 0]
  for (;;) {
    const feed = bytes.indexOf(LINE_FEED, start)
    // A line feed is never part of another character.
    if (feed === -1 || !isUtf8(bytes.subarray(start, feed))) return line
    line += 1
    start = feed + 1
  }
}
