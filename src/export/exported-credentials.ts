import type { Problem } from '../finding/problem.ts'
import { makeProblem } from '../finding/problem-codes.ts'
import { KINDS } from '../kinds/kinds.ts'
import type { NamespaceMapping } from '../resource/namespace.ts'
import { contentText } from '../resource/resource.ts'
import { findKnownSecrets } from '../secrets/find-known-secrets.ts'
import { reportableSecrets, type SecretSpan } from '../secrets/find-secrets.ts'
import { linesAt } from '../text/line-changes.ts'
import { parseYaml } from '../yaml/yaml-document.ts'
import type { ExportChange, PlacedFile, SkippedResource } from './export-change.ts'

/** Something in an exported file that looks like a credential: what, never the value. */
export interface ExportedCredential {
  readonly line: number
  readonly kind: string
}

/** Every credential that an export would bring into Git with this file; `secrets` are those of the run itself. */
export const credentialsIn = (
  { content, changes }: Pick<PlacedFile, 'content' | 'changes'>,
  secrets: readonly string[],
): readonly ExportedCredential[] => {
  if (content === undefined) return []
  const text = new TextDecoder().decode(content)
  const own = findKnownSecrets(secrets)(text).map((span) => ({ ...span, kind: 'a secret of this very run' }))
  const found = withLines(text, [...own, ...reportableSecrets(text)])
  const lines = new Set(found.map(({ line }) => line))
  const document = parseYaml(text)
  // Of what lies in a file of its own the text says all; of several in one, each by its name.
  const named = changes.flatMap(({ kind, name, content: withheld }) =>
    withheld === undefined || !KINDS[kind].sharesFiles
      ? []
      : KINDS[kind]
          .credentialsIn(name, contentText(withheld))
          .slice(0, 1)
          .map((credential) => ({
            line: document.positionOf([name])?.line ?? 1,
            kind: credential.kind,
          })),
  )
  const all = [...found, ...named.filter(({ line }) => !lines.has(line))]
  return [...new Map(all.map((credential) => [`${credential.line} ${credential.kind}`, credential])).values()]
}

const withLines = (text: string, found: readonly SecretSpan[]): readonly ExportedCredential[] => {
  const ordered = found.toSorted((a, b) => a.start - b.start)
  const lines = linesAt(
    text,
    ordered.map(({ start }) => start),
  )
  return ordered.map(({ kind }, index) => ({ line: (lines[index] ?? 0) + 1, kind }))
}

interface Readers {
  readonly secrets: readonly string[]
  /** Everyone reads what is exported, and its owner did not say that they may. */
  readonly isPublic: boolean
  /** From the server's names back to Git's. */
  readonly toGit: readonly NamespaceMapping[]
}

/**
 * Where everyone could read it, a resource with a credential does not come along: what was once in a public repository is known,
 * whatever is done later. Each is told, at its line.
 */
export const leaveOutCredentials = (
  changes: readonly ExportChange[],
  { secrets, isPublic, toGit }: Readers,
): {
  readonly changes: readonly ExportChange[]
  readonly leftOut: readonly SkippedResource[]
  readonly problems: readonly Problem[]
} => {
  if (!isPublic) return { changes, leftOut: [], problems: [] }
  const found = changes.map((change) => {
    const [file = ''] = change.places
    const alone = { ...change, file }
    const content = KINDS[change.kind].toGit([change], { before: undefined, namespaceMap: toGit })
    return { change, file, credentials: credentialsIn({ content, changes: [alone] }, secrets) }
  })
  const withheld = found.filter(({ credentials }) => credentials.length > 0)
  return {
    changes: found.filter((entry) => !withheld.includes(entry)).map(({ change }) => change),
    leftOut: withheld.map(({ change: { kind, namespace, name } }) => ({ kind, namespace, name, why: WHY })),
    problems: withheld.flatMap(({ file, credentials }) => problemsOf(file, credentials, 'It was not exported.')),
  }
}

/** Tells every credential that comes along, at its line. */
export const credentialProblems = (files: readonly PlacedFile[], secrets: readonly string[]): readonly Problem[] =>
  files.flatMap((placed) => problemsOf(placed.file, credentialsIn(placed, secrets), 'The export brings it into Git.'))

const problemsOf = (file: string, credentials: readonly ExportedCredential[], end: string): readonly Problem[] =>
  credentials.map(({ line, kind }) =>
    makeProblem('possible-secret', {
      message: `What the server has here looks like ${kind}. ${end}`,
      file,
      position: { line, column: 1 },
    }),
  )

const WHY =
  'it holds what looks like a credential, and everyone can read this repository; put it into a secret of Kestra, or say `show-server-source: true`'
