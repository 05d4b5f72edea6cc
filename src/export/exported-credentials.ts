import { findKnownSecrets } from '../problem/find-known-secrets.ts'
import { findSecrets } from '../problem/find-secrets.ts'
import type { Problem } from '../problem/problem.ts'
import { makeProblem } from '../problem/problem-codes.ts'
import type { LeftOut, PlacedChange } from './export-change.ts'

/** Something in an exported file that looks like a credential: what, never the value. */
export interface ExportedCredential {
  readonly line: number
  readonly kind: string
}

/** Every credential that an export would bring into Git with this file; `secrets` are those of the run itself. */
export const credentialsIn = (
  { content }: Pick<PlacedChange, 'content'>,
  secrets: readonly string[],
): readonly ExportedCredential[] => {
  if (content === undefined) return []
  const text = new TextDecoder().decode(content)
  const own = findKnownSecrets(secrets)(text).map((span) => ({ ...span, kind: 'a secret of this very run' }))
  const lines = [...own, ...findSecrets(text)].map(
    ({ start, kind }) => [text.slice(0, start).split('\n').length, kind] as const,
  )
  return [...new Map(lines.map(([line, kind]) => [`${line} ${kind}`, { line, kind }])).values()]
}

interface Readers {
  readonly secrets: readonly string[]
  /** Everyone reads what is exported, and its owner did not say that they may. */
  readonly isPublic: boolean
}

/**
 * Tells every credential that an export found, at its line. Where everyone could read it, the file does not come along: what was once
 * in a public repository is known, whatever is done later.
 */
export const heedCredentials = (
  placed: readonly PlacedChange[],
  { secrets, isPublic }: Readers,
): {
  readonly settled: readonly PlacedChange[]
  readonly leftOut: readonly LeftOut[]
  readonly problems: readonly Problem[]
} => {
  const found = placed.map((change) => ({ change, credentials: credentialsIn(change, secrets) }))
  const held = isPublic ? found.filter(({ credentials }) => credentials.length > 0) : []
  return {
    settled: found.filter((entry) => !held.includes(entry)).map(({ change }) => change),
    leftOut: held.map(({ change: { kind, namespace, name } }) => ({ kind, namespace, name, why: WHY })),
    problems: found.flatMap(({ change: { file }, credentials }) =>
      credentials.map(({ line, kind }) =>
        makeProblem('possible-secret', {
          message: `What the server has here looks like ${kind}. ${isPublic ? 'It was not exported.' : 'The export brings it into Git.'}`,
          file,
          position: { line, column: 1 },
        }),
      ),
    ),
  }
}

const WHY =
  'it holds what looks like a credential, and everyone can read this repository; put it into a secret of Kestra, or say `show-server-source: true`'
