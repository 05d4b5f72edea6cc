import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { visible } from '../text/visible.ts'
import { git } from './git.ts'

/** A file before and after a change; `undefined` means absent. */
export interface PatchedFile {
  /** From the top of the repository, with `/`. */
  readonly path: string
  readonly before: Uint8Array | undefined
  readonly after: Uint8Array | undefined
}

/**
 * A patch in git's format that turns `before` into `after` with `git apply`. Content that cannot be copied from a page (invalid UTF-8, CR,
 * invisible characters) has git's binary format. Touches no existing repository. Throws `UserError` if git fails.
 */
export const makePatch = async (files: readonly PatchedFile[]): Promise<string> => {
  const { plain = [], bytes = [] } = Object.groupBy(files, (file) => (isPlain(file) ? 'plain' : 'bytes'))
  const patch = (await patchOf(bytes, '* -text binary\n')) + (await patchOf(plain, '* -text diff\n'))
  return patch === '' ? '' : `${patch}${END}`
}

/** The end of git's own mails. With it, a line break lost in copying does no harm. */
const END = '-- \nkestra-gitops\n'

const isPlain = ({ before, after }: PatchedFile): boolean =>
  [before, after].every((content) => {
    if (content === undefined) return true
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(content)
    return visible(text) === text && Buffer.from(text).equals(content)
  })

const patchOf = async (files: readonly PatchedFile[], attributes: string): Promise<string> => {
  if (files.length === 0) return ''
  const cwd = await mkdtemp(join(tmpdir(), 'kestra-gitops-'))
  try {
    await git(['init', '--quiet'], { cwd })
    await mkdir(join(cwd, '.git/info'), { recursive: true })
    await writeFile(join(cwd, '.git/info/attributes'), attributes)
    const before = await writeTree(cwd, files, 'before')
    const after = await writeTree(cwd, files, 'after')
    return await git(['diff-tree', '-r', '-p', '--binary', '--full-index', '--no-renames', before, after], { cwd })
  } finally {
    await rm(cwd, { recursive: true, force: true })
  }
}

/** Number of arguments of one git process, far below system limits. */
const FILES_AT_ONCE = 200

/** Writes a tree through the index, so that no file of the tree is created under its own name. Returns its hash. */
const writeTree = async (cwd: string, files: readonly PatchedFile[], state: 'before' | 'after'): Promise<string> => {
  for (let from = 0; from < files.length; from += FILES_AT_ONCE) {
    const some = files.slice(from, from + FILES_AT_ONCE)
    const contents = some.map((file) => file[state]).filter((content) => content !== undefined)
    const names = contents.map((_, index) => `${state}-${index}`)
    await Promise.all(contents.map((content, index) => writeFile(join(cwd, `${state}-${index}`), content)))
    const hashed = names.length === 0 ? '' : await git(['hash-object', '-w', '--no-filters', ...names], { cwd })
    const hashes = hashed.split('\n').values()
    const entries = some.flatMap((file) =>
      file[state] === undefined
        ? ['--force-remove', file.path]
        : ['--cacheinfo', `100644,${hashes.next().value ?? ''},${file.path}`],
    )
    await git(['update-index', '--add', ...entries], { cwd })
  }
  return (await git(['write-tree'], { cwd })).trim()
}
