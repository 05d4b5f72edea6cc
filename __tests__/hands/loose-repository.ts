import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { deflate } from 'node:zlib'

/** Path to content. */
export type TreeFiles = ReadonlyMap<string, string | Uint8Array>

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
  const store = async (type: string, body: Buffer): Promise<string> => {
    const bytes = Buffer.concat([Buffer.from(`${type} ${body.length}\0`), body])
    const sha = createHash('sha1').update(bytes).digest('hex')
    if (known.has(sha)) return sha
    const folder = join(directory, '.git', 'objects', sha.slice(0, 2))
    await mkdir(folder, { recursive: true })
    await writeFile(join(folder, sha.slice(2)), await promisify(deflate)(bytes))
    known.add(sha)
    return sha
  }
  return {
    directory,
    commit: async (files, { parent, second }) => {
      const who = `Ada <ada@example.com> ${second} +0000`
      const lines = [
        `tree ${await storeTree([...files], store)}`,
        ...(parent === undefined ? [] : [`parent ${parent}`]),
      ]
      return store('commit', Buffer.from(`${[...lines, `author ${who}`, `committer ${who}`].join('\n')}\n\nEdit\n`))
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

/** The index of these files (gitformat-index(5), version 2), of which it tells nothing but their names and contents. */
const indexOf = (files: TreeFiles): Buffer => {
  const entries = [...files].map(([path, text]) => {
    const content = bufferOf(text)
    const name = Buffer.from(path)
    const entry = Buffer.alloc(62 + name.length + 8 - ((62 + name.length) % 8))
    entry.writeUInt32BE(0o100644, 24)
    createHash('sha1').update(`blob ${content.length}\0`).update(content).digest().copy(entry, 40)
    entry.writeUInt16BE(Math.min(name.length, 0xfff), 60)
    name.copy(entry, 62)
    return { name, entry }
  })
  entries.sort((a, b) => Buffer.compare(a.name, b.name))
  const head = Buffer.from('DIRC\0\0\0\x02\0\0\0\0', 'latin1')
  head.writeUInt32BE(entries.length, 8)
  const body = Buffer.concat([head, ...entries.map(({ entry }) => entry)])
  return Buffer.concat([body, createHash('sha1').update(body).digest()])
}

type Store = (type: string, body: Buffer) => Promise<string>

const storeTree = async (files: readonly (readonly [string, string | Uint8Array])[], store: Store): Promise<string> => {
  const groups = Map.groupBy(files, ([path]) => path.split('/')[0] ?? path)
  const entries: { key: string; bytes: Buffer }[] = []
  for (const [name, group] of groups) {
    const below = group.flatMap(([path, text]) => (path === name ? [] : [[path.slice(name.length + 1), text] as const]))
    const isFolder = below.length > 0
    const sha = isFolder ? await storeTree(below, store) : await store('blob', bufferOf(group[0]?.[1] ?? ''))
    const head = Buffer.from(`${isFolder ? '40000' : '100644'} ${name}\0`)
    // Git sorts a folder as if its name ended in a slash.
    entries.push({ key: isFolder ? `${name}/` : name, bytes: Buffer.concat([head, Buffer.from(sha, 'hex')]) })
  }
  entries.sort((a, b) => Buffer.compare(Buffer.from(a.key), Buffer.from(b.key)))
  return store('tree', Buffer.concat(entries.map(({ bytes }) => bytes)))
}

const bufferOf = (content: string | Uint8Array): Buffer =>
  typeof content === 'string' ? Buffer.from(content) : Buffer.from(content)
