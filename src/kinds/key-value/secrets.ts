import { findSecrets, isNamedLikeSecret } from '../../problem/find-secrets.ts'
import type { Position, Problem } from '../../problem/problem.ts'
import { makeProblem } from '../../problem/problem-codes.ts'
import type { Content } from '../../resource/resource.ts'
import { isJsonMap, isList, type Json } from './exact-json.ts'
import { pairOf } from './pair.ts'

/** A text of a pair that looks like a credential, and what it looks like; the text is never to be shown. */
interface PairSecret {
  readonly text: string
  readonly kind: string
}

/**
 * The texts of a pair that look like credentials: by their form, by their entropy under a name that says so, and every text under
 * such a name.
 */
export const secretsInPair = (key: string, content: Content): readonly PairSecret[] => {
  const { value } = pairOf(content)
  return value === undefined ? [] : secretsIn(key, value)
}

const secretsIn = (name: string, value: Json): readonly PairSecret[] => {
  if (isList(value)) return value.flatMap((item) => secretsIn(name, item))
  if (isJsonMap(value)) return Object.entries(value).flatMap(([key, item]) => secretsIn(key, item))
  if (typeof value !== 'string') return []
  const [found] = [...findSecrets(value), ...findSecrets(`${name}: ${value}`)]
  if (found !== undefined) return [{ text: value, kind: found.kind }]
  return isNamedLikeSecret(name, value) ? [{ text: value, kind: `a credential under "${name}"` }] : []
}

/** A warning for a pair of Git that looks like a credential; it names the key, and never the value. */
export const secretProblem = (
  { name, file, content }: { readonly name: string; readonly file: string; readonly content: Content },
  position: Position | undefined,
): readonly Problem[] => {
  const [first] = secretsInPair(name, content)
  if (first === undefined) return []
  const message = `The value of the key \`${name}\` looks like ${first.kind}. Whoever can read this repository can read it; it is shown nowhere else.`
  const hint = 'Put it into a secret of Kestra, read with `secret()`, and take it out of Git.'
  return [makeProblem('possible-secret', { message, file, position, hint })]
}
