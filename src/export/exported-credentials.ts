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

/** Something in an exported file that looks like a credential: its kind, never its value. */
export interface ExportedCredential {
  readonly line: number
  readonly kind: string
}

/** Finds every credential that an export would bring into Git with this file. `secrets` are those of the run itself. */
export const credentialsIn = (
  { content, changes }: Pick<PlacedFile, 'content' | 'changes'>,
  secrets: readonly string[],
): readonly ExportedCredential[] => {
  if (content === undefined) return []
  const text = new TextDecoder().decode(content)
  const own = findKnownSecrets(secrets)(text).map((span) => ({ ...span, kind: 'a secret of this run' }))
  const found = withLines(text, [...own, ...reportableSecrets(text)])
  const lines = new Set(found.map(({ line }) => line))
  const document = parseYaml(text)
  // A resource in a file of its own is covered by the text of the file. Several in one file are named one by one.
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
  /** True if everyone can read the export and its owner has not allowed this. */
  readonly isPublic: boolean
  /** Maps the server's namespaces to Git's. */
  readonly toGit: readonly NamespaceMapping[]
}

/**
 * Leaves out resources with credentials from an export that everyone can read: a published credential stays known, even if it is
 * removed later. Reports each at its line.
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
    const [file = ''] = change.possiblePaths
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

/** Reports every exported credential at its line. */
export const credentialProblems = (files: readonly PlacedFile[], secrets: readonly string[]): readonly Problem[] =>
  files.flatMap((placed) => problemsOf(placed.file, credentialsIn(placed, secrets), 'The export brings it into Git.'))

const problemsOf = (file: string, credentials: readonly ExportedCredential[], end: string): readonly Problem[] =>
  credentials.map(({ line, kind }) =>
    makeProblem('possible-secret', {
      message: `This text from the server looks like ${kind}. ${end}`,
      file,
      position: { line, column: 1 },
    }),
  )

const WHY =
  'it contains what looks like a credential, and everyone can read this repository; put the credential into a secret of Kestra, or set `show-server-source: true`'
