import { closestWord } from '../text/closest-word.ts'

const BOM = '\uFEFF'

/** The text of a YAML file as it is sent: without the byte order mark, which Kestra does not need. */
export const readYamlText = (content: Uint8Array): { readonly source: string; readonly hasBom: boolean } => {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(content)
  const hasBom = text.startsWith(BOM)
  return { source: hasBom ? text.slice(BOM.length) : text, hasBom }
}

/** A key that stands where another should. */
export interface Typo {
  readonly written: string
  readonly meant: string
}

/** The keys of a map that are nearly one of `wanted`, where the right one is not there. */
export const typosOf = (keys: readonly string[], wanted: readonly string[]): readonly Typo[] => {
  const missing = wanted.filter((key) => !keys.includes(key))
  return keys.flatMap((written) => {
    const meant = wanted.includes(written) ? undefined : closestWord(written, missing)
    return meant === undefined ? [] : [{ written, meant }]
  })
}

/** How many of the keys `wanted` a map has, misspelt ones counted. */
export const countKeys = (keys: readonly string[], wanted: readonly string[]): number => {
  const meant = typosOf(keys, wanted).map((typo) => typo.meant)
  return wanted.filter((key) => keys.includes(key) || meant.includes(key)).length
}
