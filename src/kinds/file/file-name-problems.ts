import type { Problem } from '../../finding/problem.ts'
import { makeProblem } from '../../finding/problem-codes.ts'
import { IGNORE_FILE } from '../../repository/kestra-ignore.ts'
import { nameOf } from '../../repository/tree.ts'
import type { DesiredResource } from '../../resource/desired.ts'
import type { KindInTree, ServerOfTree } from '../kind-in-tree.ts'

const MAX_COMPONENT_LENGTH = 255

/** What Kestra would refuse, mangle or corrupt because of the names of `files` (docs/internals/facts/kestra.md, "Names of files"). */
export const findFileNameProblems = (files: readonly DesiredResource[]): Problem[] => [
  ...files.flatMap(problemsOfName),
  ...clashes(files),
  ...mangledNames(files.filter(({ name: path }) => !hasSpaceInFolder(path))),
]

/** True for a path that a server takes as the import of a flow, whatever the file holds. */
export const isBelowFlowsFolder = (path: string): boolean => path.startsWith('/_flows/') || path === '/_flows'

const hasSpaceInFolder = (path: string): boolean => path.slice(0, path.lastIndexOf('/')).includes(' ')

const problemsOfName = ({ file, name: path }: DesiredResource): Problem[] => {
  const steps = path.split('/').slice(1)
  const problems: Problem[] = []
  if (isBelowFlowsFolder(path)) {
    const message = `A server takes an upload to \`${path}\` as the import of a flow.`
    problems.push(makeProblem('files-under-_flows', { message, file }))
  }
  if (steps.some((step) => step.length > MAX_COMPONENT_LENGTH)) {
    const message = `A part of the path \`${path}\` has more than ${MAX_COMPONENT_LENGTH} characters.`
    problems.push(makeProblem('file-name-too-long', { message, file }))
  }
  if (hasSpaceInFolder(path)) {
    const message = `A directory of \`${path}\` has a space in its name: Kestra 2.0 answers 422 and keeps an orphan.`
    problems.push(makeProblem('space-in-directory-name', { message, file }))
  }
  return problems
}

const clashes = (files: readonly DesiredResource[]): Problem[] => {
  const byPath = new Map(files.map((file) => [`${file.namespace}${file.name}`, file]))
  const byLowerCase = new Map<string, string>()
  return files.flatMap(({ namespace, name: path, file }) => {
    const inTheWay = foldersOf(path).flatMap((folder) => byPath.get(`${namespace}${folder}`) ?? [])
    const problems = inTheWay.map((other) => {
      const message = `\`${path}\` needs a directory where ${other.file} is a file of the namespace ${namespace}.`
      return makeProblem('file-directory-clash', { message, file })
    })
    const lowerCase = `${namespace}${path.toLowerCase()}`
    const twin = byLowerCase.get(lowerCase)
    byLowerCase.set(lowerCase, twin ?? path)
    if (twin === undefined) return problems
    const message = `\`${path}\` and \`${twin}\` of the namespace ${namespace} differ in upper and lower case only.`
    return [...problems, makeProblem('case-only-clash', { message, file })]
  })
}

const foldersOf = (path: string): string[] => {
  const steps = path.split('/').slice(1, -1)
  return steps.map((_, index) => `/${steps.slice(0, index + 1).join('/')}`)
}

const CODE = 'name-mangled-before-2.0'

/** File names that servers before 2.0 do not keep (docs/internals/facts/kestra.md, "Names of files"), while the server is not known. */
const mangledNames = (files: readonly DesiredResource[]): Problem[] =>
  files
    .filter(({ name: path }) => / |\+|%25/.test(path))
    .map(({ file, name: path }) => {
      const message = `Servers before 2.0 store \`${path}\` under another name, or can no longer list its folder.`
      return makeProblem(CODE, { message, file })
    })

/**
 * The problems of a tree as a server of this version makes them: where it does not keep a name that is an error. A file with a space
 * in its name would be created for ever, and never be where Git wants it.
 */
export const withMangledNames: KindInTree['problemsOnServer'] = (problems, files, server) => [
  ...problems.filter(({ code }) => code !== CODE),
  ...files.flatMap(({ file, name: path }) => {
    const message = whatHappensTo(path, server)
    return message === undefined ? [] : [makeProblem(CODE, { message, file, severity: 'error' })]
  }),
]

const whatHappensTo = (path: string, { version, major, minor }: ServerOfTree): string | undefined => {
  if (major >= 2) return undefined
  if (path.includes(' '))
    return `The server (Kestra ${version}) stores \`${path}\` as \`${path.replaceAll(' ', '+')}\`, where nothing finds it.`
  if (path.includes('%25') && (major === 0 || minor < 3))
    return `The server (Kestra ${version}) can no longer list the files of the namespace once it holds \`${path}\`.`
  return undefined
}

/** Git's own files, which every tool that moves files to Kestra leaves out. */
const GIT_FILES = new Set(['.gitkeep', '.gitignore', '.gitattributes'])

/** True for a file of the tree that is Git's own, wherever it lies. */
export const isGitFile = (file: string): boolean => GIT_FILES.has(nameOf(file))

/** True for the path of a namespace file that no tree could hold as one: there it would say what becomes of others. */
export const isOnlyOnServer = (path: string): boolean => isGitFile(path) || path === `/${IGNORE_FILE}`

/** What says to Git, or to this tool, how other files are treated. */
const CONFIGURES = new Set([...GIT_FILES, '.gitmodules', IGNORE_FILE])

/**
 * Why a file that only the server has is not put into the tree under its name, a clause: there it would not be data. Letter case and
 * characters that a disk leaves out of a name do not count.
 */
export const whyNotInTree = (path: string): string | undefined => {
  const name = plainName(nameOf(path))
  if (!CONFIGURES.has(name) && !SHORT_NAME.test(name)) return undefined
  const what =
    name === IGNORE_FILE
      ? 'kestra-gitops, which files are neither deployed nor deleted'
      : 'Git, how other files are treated'
  return `in a repository a file of this name tells ${what}; rename it on the server, or write it into the repository by hand`
}

/** What Windows may call them (git, `is_ntfs_dot_generic`). */
const SHORT_NAME = /^gi(?:t(?:att|ign|mod)|250a|7d29|7eba)~\d+$/

/** What macOS leaves out of a name, and Windows at its end. */
const plainName = (name: string): string =>
  name
    .replace(/[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]/g, '')
    .replace(/[. ]+$/, '')
    .toLowerCase()
