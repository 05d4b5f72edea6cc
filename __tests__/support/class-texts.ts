const MAGIC = 0xcafebabe
const UTF8 = 1
/** Bytes behind the tag of each other kind of constant; the wide ones count as two (Java Virtual Machine Specification, 4.4). */
const SIZES: Readonly<Record<number, number>> = {
  ...{ 3: 4, 4: 4, 5: 8, 6: 8, 7: 2, 8: 2, 9: 4, 10: 4, 11: 4, 12: 4, 15: 3, 16: 2, 17: 4, 18: 4, 19: 2, 20: 2 },
}
const WIDE = new Set([5, 6])

/** Every text in the constants of a Java class, those of its annotations included. */
export const classTexts = (bytes: Buffer): readonly string[] => {
  if (bytes.readUInt32BE(0) !== MAGIC) throw new Error('This is no Java class.')
  const texts: string[] = []
  let at = 10
  for (let index = 1; index < bytes.readUInt16BE(8); index += 1) {
    const tag = bytes[at] ?? 0
    const isText = tag === UTF8
    const size = isText ? 2 + bytes.readUInt16BE(at + 1) : SIZES[tag]
    if (size === undefined) throw new Error(`A class with a constant of the unknown kind ${tag}.`)
    if (isText) texts.push(bytes.toString('utf8', at + 3, at + 1 + size))
    if (WIDE.has(tag)) index += 1
    at += 1 + size
  }
  return texts
}
