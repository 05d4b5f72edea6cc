import type { Problem } from '../../finding/problem.ts'
import { makeProblem } from '../../finding/problem-codes.ts'
import { IGNORE_FILE } from '../../repository/kestra-ignore.ts'
import type { DesiredResource } from '../../resource/desired.ts'
import { lastSegmentOf } from '../../text/paths.ts'
import type { KindInTree, ServerOfTree } from '../kind-in-tree.ts'

const MAX_COMPONENT_LENGTH = 255

/** Problems of file names that Kestra rejects or corrupts (docs/internals/facts/kestra.md, "Names of files"). */
export const findFileNameProblems = (files: readonly DesiredResource[]): Problem[] => [
  ...files.flatMap(problemsOfName),
  ...clashes(files),
  ...mangledNames(files.filter(({ name: path }) => !hasSpaceInFolder(path))),
]

/** True for a path that Kestra treats as a flow import, whatever the file contains. */
export const isBelowFlowsFolder = (path: string): boolean => path.startsWith('/_flows/') || path === '/_flows'

const hasSpaceInFolder = (path: string): boolean => path.slice(0, path.lastIndexOf('/')).includes(' ')

const problemsOfName = ({ file, name: path }: DesiredResource): Problem[] => {
  const steps = path.split('/').slice(1)
  const problems: Problem[] = []
  if (isBelowFlowsFolder(path)) {
    const message = `Kestra treats an upload to \`${path}\` as a flow import.`
    problems.push(makeProblem('files-under-_flows', { message, file }))
  }
  if (steps.some((step) => step.length > MAX_COMPONENT_LENGTH)) {
    const message = `A part of the path \`${path}\` has more than ${MAX_COMPONENT_LENGTH} characters.`
    problems.push(makeProblem('file-name-too-long', { message, file }))
  }
  if (hasSpaceInFolder(path)) {
    const message = `A directory of \`${path}\` has a space in its name: Kestra 2.0 answers 422 and leaves an orphaned entry.`
    problems.push(makeProblem('space-in-directory-name', { message, file }))
  }
  return problems
}

const clashes = (files: readonly DesiredResource[]): Problem[] => {
  const byPath = new Map(files.map((file) => [`${file.namespace}${file.name}`, file]))
  const byLowerCase = new Map<string, string>()
  return files.flatMap(({ namespace, name: path, file }) => {
    const obstacles = foldersOf(path).flatMap((folder) => byPath.get(`${namespace}${folder}`) ?? [])
    const problems = obstacles.map((other) => {
      const message = `\`${path}\` needs a directory where ${other.file} is a file of the namespace ${namespace}.`
      return makeProblem('file-directory-clash', { message, file })
    })
    const lowerCase = `${namespace}${path.toLowerCase()}`
    const twin = byLowerCase.get(lowerCase)
    byLowerCase.set(lowerCase, twin ?? path)
    if (twin === undefined) return problems
    const message = `\`${path}\` and \`${twin}\` of the namespace ${namespace} differ only in upper and lower case.`
    return [...problems, makeProblem('case-only-clash', { message, file })]
  })
}

const foldersOf = (path: string): string[] => {
  const steps = path.split('/').slice(1, -1)
  return steps.map((_, index) => `/${steps.slice(0, index + 1).join('/')}`)
}

const CODE = 'name-mangled-before-2.0'

/** Names that servers before 2.0 change (docs/internals/facts/kestra.md, "Names of files"), reported while the version is unknown. */
const mangledNames = (files: readonly DesiredResource[]): Problem[] =>
  files
    .filter(({ name: path }) => / |\+|%25/.test(path))
    .map(({ file, name: path }) => {
      const message = `Servers before 2.0 store \`${path}\` under another name, or can no longer list its folder.`
      return makeProblem(CODE, { message, file })
    })

/**
 * The problems of a tree for a server of this version: an error for each name that it changes. A deploy would create a file with a space
 * in its name again and again, because the server stores it under another name.
 */
export const withMangledNames: KindInTree['problemsOnServer'] = (problems, files, server) => [
  ...problems.filter(({ code }) => code !== CODE),
  ...files.flatMap(({ file, name: path }) => {
    const message = nameChangeOn(path, server)
    return message === undefined ? [] : [makeProblem(CODE, { message, file, severity: 'error' })]
  }),
]

const nameChangeOn = (path: string, { version, major, minor }: ServerOfTree): string | undefined => {
  if (major >= 2) return undefined
  if (path.includes(' '))
    return `The server (Kestra ${version}) stores \`${path}\` as \`${path.replaceAll(' ', '+')}\`, where nothing finds it.`
  if (path.includes('%25') && (major === 0 || minor < 3))
    return `The server (Kestra ${version}) can no longer list the files of the namespace once \`${path}\` is in it.`
  return undefined
}

/** Git's own files, which are never deployed. */
const GIT_FILES = new Set(['.gitkeep', '.gitignore', '.gitattributes'])

/** True for one of Git's own files, in any folder. */
export const isGitFile = (file: string): boolean => GIT_FILES.has(lastSegmentOf(file))

/** True for the path of a namespace file that cannot be stored in a tree, because it would configure how other files are treated. */
export const isOnlyOnServer = (path: string): boolean => isGitFile(path) || path === `/${IGNORE_FILE}`

/** Files that configure Git or kestra-gitops. */
const CONFIGURES = new Set([...GIT_FILES, '.gitmodules', IGNORE_FILE])

/**
 * A clause with the reason why a server file cannot be stored in the tree under its name: there it would configure Git or kestra-gitops.
 * Letter case and characters that file systems drop from names do not count.
 */
export const whyNotInTree = (path: string): string | undefined => {
  const name = plainName(lastSegmentOf(path))
  if (!CONFIGURES.has(name) && !SHORT_NAME.test(name)) return undefined
  const what = name === IGNORE_FILE ? 'the files that kestra-gitops ignores' : 'how Git treats other files'
  return `in a repository a file with this name configures ${what}; rename it on the server, or add it to the repository by hand`
}

/** Short names of these files on Windows (git, `is_ntfs_dot_generic`). */
const SHORT_NAME = /^gi(?:t(?:att|ign|mod)|250a|7d29|7eba)~\d+$/

/** The name in lower case without the characters that macOS ignores, and those that Windows ignores at the end. */
const plainName = (name: string): string =>
  name
    .replace(/[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]/g, '')
    .replace(/[. ]+$/, '')
    .toLowerCase()
