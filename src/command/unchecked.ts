import type { Settings } from '../settings/settings.ts'
import type { GitReading } from './read-git.ts'
import { schemaFiles } from './schema-files.ts'

/** What offline checks cannot have looked at, for lack of the schema of a server, and how to get it; kind by kind. */
export const uncheckedNotices = (
  { desired, paths }: Pick<GitReading, 'desired' | 'paths'>,
  { schemaFile, namedServer }: Pick<Settings, 'schemaFile' | 'namedServer'>,
): readonly string[] => {
  const missing = schemaFiles(schemaFile).filter(
    ({ kind, isGiven, path }) =>
      !isGiven && !paths.includes(path) && desired.resources.some((resource) => resource.kind === kind),
  )
  if (missing.length === 0) return []
  const where = missing.map(({ type }) => `${type}s`).join(' and ')
  const server = namedServer === undefined ? 'with a server' : 'without "offline"'
  return [
    `Types and properties in ${where} were not looked at: no server was asked, and there is no schema of one in ${missing.map(({ path }) => path).join(', ')}. \`kestra-gitops schema\` fetches it from a server, to be committed; or validate ${server}.`,
  ]
}
