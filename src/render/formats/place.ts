import type { Problem } from '../../problem/problem.ts'

/** How compilers, and SARIF after them, call a severity. */
export const LEVEL = { error: 'error', warning: 'warning', info: 'note' } as const

/** Where a problem of the whole tree is shown: formats of other programs know no problem without a file. */
const SETTINGS_FILE = '.kestra/gitops.yml'

/** The file and line that every entry of such a format needs. */
export const placeOf = ({ file, line }: Problem): { readonly path: string; readonly line: number } => ({
  path: file ?? SETTINGS_FILE,
  line: file === undefined ? 1 : (line ?? 1),
})
