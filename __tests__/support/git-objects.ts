import { createHash } from 'node:crypto'

/** Path to content. */
export type TreeFiles = ReadonlyMap<string, string | Uint8Array>

/** Hash to the bytes of an object, before they are deflated. */
type GitObjects = Map<string, Buffer>

/** Where the file system keeps a file, as the index of Git notes it. */
interface FileStat {
  readonly ctimeNs: bigint
  readonly mtimeNs: bigint
  readonly dev: bigint
  readonly ino: bigint
  readonly uid: bigint
  readonly gid: bigint
  readonly size: bigint
}

interface CommitOptions {
  readonly parent?: string | undefined
  /** Author and committer: `Ada <ada@example.com>`. */
  readonly who: string
  readonly second: number
  readonly message: string
}

/** The objects of a commit of these files, all of them regular and none executable, and its hash. */
export const commitObjects = (
  files: TreeFiles,
  { parent, who, second, message }: CommitOptions,
): { readonly sha: string; readonly objects: GitObjects } => {
  const objects: GitObjects = new Map()
  const by = `${who} ${second} +0000`
  const lines = [
    `tree ${addTree([...files], objects)}`,
    ...(parent === undefined ? [] : [`parent ${parent}`]),
    ...[`author ${by}`, `committer ${by}`],
  ]
  return { sha: addObject('commit', Buffer.from(`${lines.join('\n')}\n\n${message}\n`), objects), objects }
}

const addObject = (type: string, body: Buffer, objects: GitObjects): string => {
  const bytes = Buffer.concat([Buffer.from(`${type} ${body.length}\0`), body])
  const sha = createHash('sha1').update(bytes).digest('hex')
  objects.set(sha, bytes)
  return sha
}

const addTree = (files: readonly (readonly [string, string | Uint8Array])[], objects: GitObjects): string => {
  const groups = Map.groupBy(files, ([path]) => path.split('/')[0] ?? path)
  const entries: { key: string; bytes: Buffer }[] = []
  for (const [name, group] of groups) {
    const below = group.flatMap(([path, text]) => (path === name ? [] : [[path.slice(name.length + 1), text] as const]))
    const isFolder = below.length > 0
    const sha = isFolder ? addTree(below, objects) : addObject('blob', bufferOf(group[0]?.[1] ?? ''), objects)
    const head = Buffer.from(`${isFolder ? '40000' : '100644'} ${name}\0`)
    // Git sorts a folder as if its name ended in a slash.
    entries.push({ key: isFolder ? `${name}/` : name, bytes: Buffer.concat([head, Buffer.from(sha, 'hex')]) })
  }
  entries.sort((a, b) => Buffer.compare(Buffer.from(a.key), Buffer.from(b.key)))
  return addObject('tree', Buffer.concat(entries.map(({ bytes }) => bytes)), objects)
}

/** The index of these files (gitformat-index(5), version 2); without `statOf` Git has to look into each of them. */
export const indexOf = (files: TreeFiles, statOf: (path: string) => FileStat | undefined = () => undefined): Buffer => {
  const entries = [...files].map(([path, text]) => {
    const content = bufferOf(text)
    const name = Buffer.from(path)
    const entry = Buffer.alloc(62 + name.length + 8 - ((62 + name.length) % 8))
    writeStat(entry, statOf(path))
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

const NANOSECONDS = 1_000_000_000n

const writeStat = (entry: Buffer, stat: FileStat | undefined): void => {
  if (stat === undefined) return
  const { ctimeNs, mtimeNs, dev, ino, uid, gid, size } = stat
  const times = [ctimeNs, mtimeNs].flatMap((time) => [time / NANOSECONDS, time % NANOSECONDS])
  for (const [index, value] of [...times, dev, ino].entries())
    entry.writeUInt32BE(Number(BigInt.asUintN(32, value)), 4 * index)
  for (const [index, value] of [uid, gid, size].entries())
    entry.writeUInt32BE(Number(BigInt.asUintN(32, value)), 28 + 4 * index)
}

const bufferOf = (content: string | Uint8Array): Buffer =>
  typeof content === 'string' ? Buffer.from(content) : Buffer.from(content)
