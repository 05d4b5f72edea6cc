/** V8 copies shorter ones anyway, and holds longer ones as references to what they were cut out of or put together from. */
const LEAST_REFERENCE = 13

/**
 * The same text as a run of characters of its own, for what is kept: a part of a long listing would keep all of it, and a text that
 * was put together piece by piece takes many times its length.
 */
export const flatText = (text: string): string =>
  text.length < LEAST_REFERENCE ? text : [text.slice(0, 1), text.slice(1)].join('')

/** What stands between the separators, one after the other: `split` without a list of it all. */
export function* parts(text: string, separator: string): Generator<string, undefined> {
  for (let start = 0; ; ) {
    const end = text.indexOf(separator, start)
    yield text.slice(start, end === -1 ? undefined : end)
    if (end === -1) return undefined
    start = end + separator.length
  }
}
