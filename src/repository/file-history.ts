import { UserError } from '../problem/user-error.ts'
import { git, openBlobReader } from './git.ts'

/** How far back a server may be behind and still be recognised. */
const COMMITS = 50

export interface HistoryOptions {
  /** The top of the repository. */
  readonly cwd: string
  /** The newest commits to look at. */
  readonly limit?: number
}

/**
 * The contents that `file` had in its commits, newest first, each once, also under earlier names. What a shallow clone lacks is left out;
 * where git knows nothing of the file, or there is no git, the answer is empty: history only ever proves that the server is behind.
 */
export const previousContents = async (
  file: string,
  { cwd, limit = COMMITS }: HistoryOptions,
): Promise<readonly Uint8Array[]> => {
  const hashes = await blobsOf(file, { cwd, limit })
  if (hashes.length === 0) return []
  await using reader = openBlobReader({ cwd })
  const contents = await Promise.allSettled(hashes.map((hash) => reader.read(hash)))
  return contents.flatMap((content) => (content.status === 'fulfilled' ? [content.value] : []))
}

const blobsOf = async (file: string, { cwd, limit }: Required<HistoryOptions>): Promise<string[]> => {
  const format = [
    '--format=',
    '--raw',
    '--no-abbrev',
    '--follow',
    '--no-ext-diff',
    '--no-textconv',
    `--max-count=${limit}`,
  ]
  try {
    const listing = await git(['log', ...format, '--', `:(top,literal)${file}`], { cwd })
    // `:<old mode> <new mode> <old hash> <new hash> <status>`; a deletion has no new content.
    const blobs = [...listing.matchAll(/^:\d+ \d+ [0-9a-f]+ ([0-9a-f]+) /gm)].map(([, hash = '']) => hash)
    return [...new Set(blobs)].filter((hash) => !/^0+$/.test(hash))
  } catch (error) {
    if (error instanceof UserError) return []
    throw error
  }
}
