import { unzipSync } from 'fflate'

/** The files of a zip archive, by entry name; directories are left out. Throws when the bytes are no zip archive. */
export const readZip = (bytes: Uint8Array): ReadonlyMap<string, Uint8Array> =>
  new Map(Object.entries(unzipSync(bytes, { filter: ({ name }) => !name.endsWith('/') })))
