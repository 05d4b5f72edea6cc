import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { constants, deflate } from 'node:zlib'
import { commitObjects, indexOf, type TreeFiles } from './git-objects.ts'

/** A real git repository whose objects are written here: a process per step would cost more than all the rest. */
export interface LooseRepository extends AsyncDisposable {
  readonly directory: string
  /** Stores a commit; `second` is its time. Returns its SHA. */
  commit(files: TreeFiles, options: { parent?: string; second: number }): Promise<string>
  /** Makes the work tree hold exactly these files, at that commit. */
  checkOut(sha: string, files: TreeFiles): Promise<void>
}

export const createLooseRepository = async (): Promise<LooseRepository> => {
  const directory = await mkdtemp(join(tmpdir(), 'history-'))
  await mkdir(join(directory, '.git', 'objects'), { recursive: true })
  await mkdir(join(directory, '.git', 'refs'))
  await writeFile(join(directory, '.git', 'config'), '[core]\n\trepositoryformatversion = 0\n\tbare = false\n')
  const known = new Set<string>()
  const topLevel = new Set<string>()
  const store = async (sha: string, bytes: Buffer): Promise<void> => {
    if (known.has(sha)) return
    const folder = join(directory, '.git', 'objects', sha.slice(0, 2))
    await mkdir(folder, { recursive: true })
    await writeFile(join(folder, sha.slice(2)), await promisify(deflate)(bytes, { level: constants.Z_BEST_SPEED }))
    known.add(sha)
  }
  return {
    directory,
    commit: async (files, options) => {
      const { sha, objects } = commitObjects(files, { ...options, who: 'Ada <ada@example.com>', message: 'Edit' })
      for (const [name, bytes] of objects) await store(name, bytes)
      return sha
    },
    checkOut: async (sha, files) => {
      for (const entry of topLevel) await rm(join(directory, entry), { recursive: true, force: true })
      topLevel.clear()
      for (const [path, text] of files) {
        topLevel.add(path.split('/')[0] ?? path)
        await mkdir(dirname(join(directory, path)), { recursive: true })
        await writeFile(join(directory, path), text)
      }
      await writeFile(join(directory, '.git', 'HEAD'), `${sha}\n`)
      await writeFile(join(directory, '.git', 'index'), indexOf(files))
    },
    [Symbol.asyncDispose]: () => rm(directory, { recursive: true, force: true }),
  }
}
