import type { Position, Problem } from '../../finding/problem.ts'
import { makeProblem } from '../../finding/problem-codes.ts'
import { type Content, contentText } from '../../resource/resource.ts'
import { findSecrets, isNamedLikeSecret, type SecretSpan } from '../../secrets/find-secrets.ts'
import { replaceSpans } from '../../secrets/hide-secrets.ts'
import { parseJson } from '../../text/json.ts'
import { isJsonMap, isList, type Json } from './value/exact-json.ts'

/**
 * Where in the text of a pair (`contentOf`, a name or an item a line) texts stand that look like credentials: all of a text under a name that says so,
 * of any other the part that has the form of one. What stands beside it is not touched. Linear in the text.
 */
export const secretsInPair = (key: string, text: string): readonly SecretSpan[] => {
  const names: string[] = []
  return [...text.matchAll(LINE)].flatMap(({ 0: line, index }) => {
    const [head = '', indent = '', name] = HEAD.exec(line) ?? []
    const depth = indent.length / 2
    // An item of a list is named like the list, and the value of the pair like the pair.
    names[depth] = name === undefined ? (names[depth - 1] ?? '') : unquoted(name)
    if (depth === 1 && name === '"value"') names[depth] = key
    const [quoted] = TEXT.exec(line.slice(head.length)) ?? []
    return quoted === undefined ? [] : inQuoted(names[depth] ?? '', quoted, index + head.length)
  })
}

const LINE = /[^\n]+/g
const HEAD = /^( *)(?:("(?:[^"\\]|\\.)*"): )?/
const TEXT = /^"(?:[^"\\]|\\.)*"/

const unquoted = (quoted: string): string => {
  const text = parseJson(quoted)
  return typeof text === 'string' ? text : ''
}

const inQuoted = (name: string, quoted: string, at: number): readonly SecretSpan[] => {
  const text = unquoted(quoted)
  if (isNamedLikeSecret(name, text)) return [{ start: at + 1, end: at + quoted.length - 1, kind: kindOf(name, text) }]
  let from = 1
  return findSecrets(text).flatMap(({ start, end, kind }) => {
    const written = JSON.stringify(text.slice(start, end)).slice(1, -1)
    const found = quoted.indexOf(written, from)
    if (found === -1) return [{ start: at + 1, end: at + quoted.length - 1, kind }]
    from = found + written.length
    return [{ start: at + found, end: at + from, kind }]
  })
}

const kindOf = (name: string, text: string): string =>
  [...findSecrets(text), ...findSecrets(`${name}: ${text}`)][0]?.kind ?? `a credential under "${name}"`

/** A value as words may tell it: without what `secretsInPair` finds in it. */
export const hiddenInValue = (name: string, value: Json): Json => {
  if (isList(value)) return value.map((item) => hiddenInValue(name, item))
  if (isJsonMap(value))
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, hiddenInValue(key, item)]))
  if (typeof value !== 'string') return value
  if (isNamedLikeSecret(name, value)) return `hidden, ${Buffer.byteLength(value)} bytes`
  return replaceSpans(value, findSecrets(value), 'hidden')
}

/** A warning for a pair of Git that looks like a credential; it names the key, and never the value. */
export const secretProblem = (
  { name, file, content }: { readonly name: string; readonly file: string; readonly content: Content },
  position: Position | undefined,
): readonly Problem[] => {
  const [first] = secretsInPair(name, contentText(content))
  if (first === undefined) return []
  const message = `The value of the key \`${name}\` looks like ${first.kind}. Whoever can read this repository can read it; here its length is all that is told of it.`
  const hint = 'Put it into a secret of Kestra, read with `secret()`, and take it out of Git.'
  return [makeProblem('possible-secret', { message, file, position, hint })]
}
