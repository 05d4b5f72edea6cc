import { type Block, SEPARATOR } from '../fit-sections.ts'

/**
 * How many bytes each of several texts gets of `room`: all that it needs where that is no more than an even share, and an even
 * share of what such texts leave where it needs more. No text takes what another is entitled to.
 */
export const shareRoom = (needs: readonly number[], room: number): readonly number[] => {
  let left = Math.max(0, room)
  let level = 0
  const ascending = needs.toSorted((a, b) => a - b)
  for (const [index, need] of ascending.entries()) {
    level = Math.floor(left / (ascending.length - index))
    if (need > level) break
    left -= need
    level = need
  }
  return needs.map((need) => Math.min(need, level))
}

/** Of the place of a block in the marker. */
const ENTRY_BYTES = 24

/** UTF-8 bytes that a block takes in a comment. */
const bytesOf = ({ text }: Block): number => Buffer.byteLength(text) + SEPARATOR.length + ENTRY_BYTES

export const sizeOf = (blocks: readonly Block[]): number => blocks.reduce((sum, block) => sum + bytesOf(block), 0)

/** The most important blocks that fit into so many bytes, small ones of one priority first, in their order. */
export const fitInto = (blocks: readonly Block[], bytes: number): readonly Block[] => {
  const kept = new Set<Block>()
  let left = bytes
  for (const block of blocks.toSorted((a, b) => a.priority - b.priority || bytesOf(a) - bytesOf(b))) {
    if (bytesOf(block) > left) continue
    left -= bytesOf(block)
    kept.add(block)
  }
  return blocks.filter((block) => kept.has(block))
}
