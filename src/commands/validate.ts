import type { ValidityReport } from '../report/report.ts'
import type { Settings } from '../settings/settings.ts'
import { type GitState, readGit } from '../state/git/read-git.ts'
import { schemaFiles } from '../state/read-schema.ts'
import type { Run } from '../state/run-options.ts'
import { everyOne, readAndCheck } from './check-tree.ts'
import { hasErrors, headOf } from './make-report.ts'

/** Reports problems of the whole tree, and not what a deploy would do. Needs no server. */
export const validate = async (run: Run): Promise<ValidityReport> => {
  const git = await readGit(run)
  const { resourceStates, problems } = await readAndCheck(git, run, { choose: everyOne, showsContents: false })
  const result = hasErrors(problems) ? 'invalid' : 'in-sync'
  const unchecked = resourceStates.client === undefined ? uncheckedNotices(git, run.settings) : []
  const notices = [...git.notices, ...unchecked]
  return { kind: 'validity', ...headOf(run, resourceStates, { result, problems, notices, why: undefined }) }
}

/** Notices, per kind, that offline checks without a server's schema are limited, and how to fetch it. */
const uncheckedNotices = (
  { desired, paths }: Pick<GitState, 'desired' | 'paths'>,
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
    `Types and properties in ${where} were not checked: no server was asked, and there is no schema in ${missing.map(({ path }) => path).join(', ')}. \`kestra-gitops schema\` fetches it from a server; commit it. Or validate ${server}.`,
  ]
}
