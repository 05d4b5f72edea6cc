import { shortenDigests } from '../../plan/plan-digests.ts'
import type { Hide } from '../../secrets/hide-secrets.ts'
import { type Block, MAX_COMMENT_BYTES, SEPARATOR } from '../fit-sections.ts'
import { digestOfBlocks, type GroupPayload, type MarkedSection, renderGroupMarker } from './group-marker.ts'
import type { GroupSection } from './group-section.ts'
import { groupHead, type RunLinks, sectionEnds } from './group-text.ts'

export interface GroupOptions extends RunLinks {
  /** Fingerprint of the group's name. */
  readonly key: string
  /** The salt for the digests of a target's approved plan. */
  readonly saltOf: (key: string) => string
  readonly hide: Hide
  /** UTF-8 bytes; smaller after a server rejected the body as too long. */
  readonly budget?: number
}

/** UTF-8 bytes for the sentence about what was left out of a section. */
const NOTE_BYTES = 150
/** Share of the comment that may be used for anything but the text of the sections. */
const MOST_FIXED = 0.6

/**
 * One comment for several targets, at most `budget` bytes: a table of targets, one part for each, and a marker with the
 * positions of the parts. The same sections give the same bytes, whichever job writes them.
 */
export const composeGroup = (sections: readonly GroupSection[], options: GroupOptions): string => {
  const budget = options.budget ?? MAX_COMMENT_BYTES
  const hidden = sections.map((section) => withoutSecrets(section, options.hide))
  const shortened = shortenText(shortenMarkers(hidden, options, budget), options, budget)
  const room = budget - fixedBytes(shortened, options) - NOTE_BYTES * sections.length
  const shares = shareRoom(
    shortened.map(({ blocks }) => sizeOf(blocks)),
    room,
  )
  return assemble(
    shortened.map((section, index) => within(section, shares[index] ?? 0)),
    options,
  )
}

const withoutSecrets = (section: GroupSection, hide: Hide): GroupSection => ({
  ...section,
  name: hide(section.name),
  place: hide(section.place),
  words: hide(section.words),
  blocks: section.blocks.map(({ text, priority }) => ({ text: hide(text), priority })),
})

const within = (section: GroupSection, bytes: number): GroupSection => {
  const blocks = fitInto(section.blocks, bytes)
  const lost = section.blocks.length - blocks.length
  return { ...section, blocks, missing: section.missing === 'edited' ? 'edited' : section.missing + lost }
}

const fixedBytes = (sections: readonly GroupSection[], options: GroupOptions): number =>
  Buffer.byteLength(
    assemble(
      sections.map((section) => ({ ...section, blocks: [] })),
      options,
    ),
  )

/** Shortens the longest lists of approved digests to one digest each, until the visible parts have enough room. */
const shortenMarkers = (
  sections: readonly GroupSection[],
  options: GroupOptions,
  budget: number,
): readonly GroupSection[] => {
  let over = fixedBytes(sections, options) - budget * MOST_FIXED
  const lengthOf = ({ approvedPlan }: GroupSection): number => approvedPlan?.digests.length ?? 0
  const shortened = new Map<GroupSection, GroupSection>()
  for (const section of sections.toSorted((a, b) => lengthOf(b) - lengthOf(a))) {
    const { approvedPlan, key } = section
    if (over <= 0 || approvedPlan === undefined) break
    const digests = shortenDigests(approvedPlan.digests, options.saltOf(key))
    over -= approvedPlan.digests.length - digests.length
    shortened.set(section, { ...section, approvedPlan: { ...approvedPlan, digests } })
  }
  return sections.map((section) => shortened.get(section) ?? section)
}

/** Drops the text after each state where the rows of many targets alone are too long. */
const shortenText = (
  sections: readonly GroupSection[],
  options: GroupOptions,
  budget: number,
): readonly GroupSection[] =>
  fixedBytes(sections, options) <= budget * MOST_FIXED
    ? sections
    : sections.map((section) => ({ ...section, words: 'see below' }))

const assemble = (sections: readonly GroupSection[], options: GroupOptions): string => {
  const marked: MarkedSection[] = []
  let text = groupHead(sections)
  for (const section of sections) {
    const { before, after } = sectionEnds(section, sections, options)
    text += `${SEPARATOR}${before}`
    marked.push(markedSection(section, linesOf(text + SEPARATOR) - 1))
    text += [...section.blocks.map((block) => block.text), after].map((part) => `${SEPARATOR}${part}`).join('')
  }
  const payload: GroupPayload = { key: options.key, sections: marked }
  return [text, '<sub>kestra-gitops</sub>', renderGroupMarker(payload)].join(SEPARATOR)
}

const markedSection = ({ blocks, approvedPlan, ...section }: GroupSection, start: number): MarkedSection => ({
  ...section,
  start,
  blocks: blocks.map(({ text, priority }): [number, number] => [priority, linesOf(text)]),
  text: digestOfBlocks(blocks),
  approvedPlan,
})

const linesOf = (text: string): number => text.split('\n').length

/**
 * Divides `room` bytes among several texts. A text that needs at most an even share gets all it needs. The others share
 * the rest evenly.
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

/** UTF-8 bytes of a block's position in the marker. */
const ENTRY_BYTES = 24

/** UTF-8 bytes that a block uses in a comment. */
const bytesOf = ({ text }: Block): number => Buffer.byteLength(text) + SEPARATOR.length + ENTRY_BYTES

const sizeOf = (blocks: readonly Block[]): number => blocks.reduce((sum, block) => sum + bytesOf(block), 0)

/** The most important blocks that fit into `bytes`, in their order. Within one priority, small blocks are preferred. */
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
