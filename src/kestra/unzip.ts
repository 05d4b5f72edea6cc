import { crc32, inflateRawSync } from 'node:zlib'

/** One file of a zip archive, as the archive's directory describes it. Sizes and offsets in bytes. */
export interface ZipEntry {
  readonly name: string
  readonly method: number
  readonly crc: number
  readonly size: number
  /** Start of the local header. */
  readonly start: number
  /** Start and end of the packed bytes. */
  readonly from: number
  readonly to: number
}

// PKWARE's APPNOTE.TXT 6.3.10, sections 4.3.7 (local header), 4.3.12 (directory), 4.3.16 (its end), 4.3.14 and 4.3.15 (zip64).
const LOCAL = 0x04034b50
const LOCAL_SIZE = 30
const DIRECTORY = 0x02014b50
const DIRECTORY_SIZE = 46
const END = 0x06054b50
const END_SIZE = 22
const LONGEST_COMMENT = 0xffff
const LOCATOR = 0x07064b50
const LOCATOR_SIZE = 20
const STORED = 0
const DEFLATED = 8
const ENCRYPTED_FLAG = 0x1
const UTF8_FLAG = 0x800

/**
 * The files of an archive from its directory, without folders; nothing is unpacked yet. Throws an `Error` when the
 * bytes are not a valid zip archive, when two entries share a name or bytes, or when an entry uses a packing that
 * Kestra does not use.
 */
export const parseZipDirectory = (bytes: Buffer): readonly ZipEntry[] => {
  const { count, offset, end } = directoryOf(bytes, findEnd(bytes))
  const entries: ZipEntry[] = []
  const names = new Set<string>()
  let at = offset
  for (let index = 0; index < count; index += 1) {
    const { entry, next } = readEntry(bytes, at, offset)
    if (names.has(entry.name)) throw new Error('two entries of one name')
    names.add(entry.name)
    entries.push(entry)
    at = next
  }
  if (at !== end) throw new Error('a directory of another length')
  refuseOverlaps(entries)
  return entries.filter(({ name }) => !name.endsWith('/'))
}

/** The bytes of one file. Throws an `Error` when length or checksum differ from the directory. */
export const unpack = (bytes: Buffer, { method, from, to, size, crc }: ZipEntry): Uint8Array => {
  const packed = bytes.subarray(from, to)
  const content = method === STORED ? packed : inflate(packed, size)
  if (content.length !== size) throw new Error('an entry that is not as long as the directory says')
  if (crc32(content) !== crc) throw new Error('an entry whose checksum is wrong')
  return content
}

const SMALLEST_CHUNK = 64
const LARGEST_CHUNK = 1024 * 1024

/**
 * Limits the buffer to the unpacked size: zlib takes 16 KiB per call by default, and the garbage collector notices
 * late. One extra byte shows that the data is longer than stated.
 */
const inflate = (packed: Buffer, size: number): Uint8Array =>
  inflateRawSync(packed, {
    maxOutputLength: Math.max(size, 1),
    chunkSize: Math.min(LARGEST_CHUNK, Math.max(SMALLEST_CHUNK, size + 1)),
  })

const findEnd = (bytes: Buffer): number => {
  const earliest = Math.max(0, bytes.length - END_SIZE - LONGEST_COMMENT)
  for (let at = bytes.length - END_SIZE; at >= earliest; at -= 1) {
    if (bytes.readUInt32LE(at) === END && at + END_SIZE + bytes.readUInt16LE(at + 20) === bytes.length) return at
  }
  throw new Error('no end of the directory')
}

/** The entry count, start and end of the directory. Java writes the zip64 forms for more than 65,535 entries. */
const directoryOf = (bytes: Buffer, end: number) => {
  const locator = end - LOCATOR_SIZE
  if (locator < 0 || bytes.readUInt32LE(locator) !== LOCATOR)
    return { count: bytes.readUInt16LE(end + 10), offset: bytes.readUInt32LE(end + 16), end }
  const record = Number(bytes.readBigUInt64LE(locator + 8))
  const [count, offset] = [bytes.readBigUInt64LE(record + 32), bytes.readBigUInt64LE(record + 48)]
  return { count: Number(count), offset: Number(offset), end: record }
}

const readEntry = (
  bytes: Buffer,
  at: number,
  directory: number,
): { readonly entry: ZipEntry; readonly next: number } => {
  if (bytes.readUInt32LE(at) !== DIRECTORY) throw new Error('a broken directory')
  const [flags, method] = [bytes.readUInt16LE(at + 8), bytes.readUInt16LE(at + 10)]
  const [packedSize, size] = [bytes.readUInt32LE(at + 20), bytes.readUInt32LE(at + 24)]
  const nameEnd = at + DIRECTORY_SIZE + bytes.readUInt16LE(at + 28)
  const start = bytes.readUInt32LE(at + 42)
  if ((flags & ENCRYPTED_FLAG) !== 0 || (method !== STORED && method !== DEFLATED))
    throw new Error('an unknown packing')
  const rawName = bytes.subarray(at + DIRECTORY_SIZE, nameEnd)
  const localName = bytes.subarray(start + LOCAL_SIZE, start + LOCAL_SIZE + bytes.readUInt16LE(start + 26))
  if (bytes.readUInt32LE(start) !== LOCAL || !localName.equals(rawName)) throw new Error('a broken local header')
  const from = start + LOCAL_SIZE + bytes.readUInt16LE(start + 26) + bytes.readUInt16LE(start + 28)
  const to = from + packedSize
  if (to > directory) throw new Error('an entry that is cut off')
  const name = rawName.toString((flags & UTF8_FLAG) === 0 ? 'latin1' : 'utf8')
  return {
    entry: { name, method, crc: bytes.readUInt32LE(at + 16), size, start, from, to },
    next: nameEnd + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32),
  }
}

/** Throws when entries share bytes: a small archive could unpack to a huge one that way. */
const refuseOverlaps = (entries: readonly ZipEntry[]): void => {
  let end = 0
  for (const { start, to } of entries.toSorted((a, b) => a.start - b.start)) {
    if (start < end) throw new Error('entries that share bytes')
    end = to
  }
}
