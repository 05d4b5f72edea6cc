import { makeProblem } from '../problem/make-problem.ts'
import type { Problem } from '../problem/problem.ts'
import type { DesiredFile } from '../resource/desired.ts'

const CODE = 'name-mangled-before-2.0'

/**
 * File names that servers before 2.0 do not keep (kestra-api.md, section 4). While the server is not known they are
 * warnings. Where it is, a space is an error: the file would be created for ever, and never be where Git wants it.
 */
export const findMangledNames = (
  files: readonly DesiredFile[],
  server?: { readonly version: string; readonly major: number; readonly minor: number },
): Problem[] => {
  if (server === undefined)
    return files
      .filter(({ path }) => / |\+|%25/.test(path))
      .map(({ file, path }) => {
        const message = `Servers before 2.0 store \`${path}\` under another name, or can no longer list its folder.`
        return makeProblem(CODE, { message, file })
      })
  if (server.major >= 2) return []
  return files.flatMap(({ file, path }) => {
    const message = faultOf(path, server)
    return message === undefined ? [] : [makeProblem(CODE, { message, file, severity: 'error' })]
  })
}

const faultOf = (
  path: string,
  { version, major, minor }: { readonly version: string; readonly major: number; readonly minor: number },
): string | undefined => {
  if (path.includes(' '))
    return `The server (Kestra ${version}) stores \`${path}\` as \`${path.replaceAll(' ', '+')}\`, where nothing finds it.`
  if (path.includes('%25') && (major === 0 || minor < 3))
    return `The server (Kestra ${version}) can no longer list the files of the namespace once it holds \`${path}\`.`
  return undefined
}

/** The problems of a tree as a server of this version makes them. */
export const withMangledNames = (
  problems: readonly Problem[],
  ...[files, server]: Parameters<typeof findMangledNames>
): readonly Problem[] => [...problems.filter(({ code }) => code !== CODE), ...findMangledNames(files, server)]
