import type { Position, Problem } from '../../finding/problem.ts'
import { makeProblem } from '../../finding/problem-codes.ts'
import { type Content, contentText } from '../../resource/resource.ts'
import { findSecrets, isNamedLikeSecret, type SecretSpan } from '../../secrets/find-secrets.ts'
import { replaceSpans } from '../../secrets/hide-secrets.ts'
import { parseJson } from '../../text/json.ts'
import { isJsonMap, isList, type Json } from './value/exact-json.ts'

/**
 * The spans in the text of a pair (`contentOf`, one name or item per line) that look like credentials. Under a name for credentials it is the
 * whole value, under other names the part that has the form of one. The running time is linear in the length of the text.
 */
export const secretsInPair = (key: string, text: string): readonly SecretSpan[] => {
  const names: string[] = []
  return [...text.matchAll(LINE)].flatMap(({ 0: line, index }) => {
    const [head = '', indent = '', name] = HEAD.exec(line) ?? []
    const depth = indent.length / 2
    // An item of a list has the name of the list, and the value of the pair that of the pair.
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
  if (isNamedLikeSecret(name, text))
    return [{ start: at + 1, end: at + quoted.length - 1, kind: credentialKind(name, text) }]
  let from = 1
  return findSecrets(text).flatMap(({ start, end, kind }) => {
    const written = JSON.stringify(text.slice(start, end)).slice(1, -1)
    const found = quoted.indexOf(written, from)
    if (found === -1) return [{ start: at + 1, end: at + quoted.length - 1, kind }]
    from = found + written.length
    return [{ start: at + found, end: at + from, kind }]
  })
}

const credentialKind = (name: string, text: string): string =>
  [...findSecrets(text), ...findSecrets(`${name}: ${text}`)][0]?.kind ?? `a credential under "${name}"`

/** The value for output: texts that `secretsInPair` would find are replaced. */
export const hiddenInValue = (name: string, value: Json): Json => {
  if (isList(value)) return value.map((item) => hiddenInValue(name, item))
  if (isJsonMap(value))
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, hiddenInValue(key, item)]))
  if (typeof value !== 'string') return value
  if (isNamedLikeSecret(name, value)) return `hidden, ${Buffer.byteLength(value)} bytes`
  return replaceSpans(value, findSecrets(value), 'hidden')
}

/** A warning for a pair in Git that looks like a credential. It names the key and never the value. */
export const secretProblem = (
  { name, file, content }: { readonly name: string; readonly file: string; readonly content: Content },
  position: Position | undefined,
): readonly Problem[] => {
  const [first] = secretsInPair(name, contentText(content))
  if (first === undefined) return []
  const message = `The value of the key \`${name}\` looks like ${first.kind}. Everyone who can read this repository can read it. This output shows only its length.`
  const hint = 'Store it as a Kestra secret, read it with `secret()`, and remove it from Git.'
  return [makeProblem('possible-secret', { message, file, position, hint })]
}
