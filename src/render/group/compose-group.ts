import { shortenDigests } from '../../plan/plan-digests.ts'
import type { Hide } from '../../secrets/hide-secrets.ts'
import { type Block, MAX_COMMENT_BYTES, SEPARATOR } from '../fit-sections.ts'
import { digestOfBlocks, type GroupPayload, type MarkedSection, renderGroupMarker } from './group-marker.ts'
import type { GroupSection } from './group-section.ts'
import { groupHead, type RunLinks, sectionEnds } from './group-text.ts'

export interface GroupOptions extends RunLinks {
  /** Fingerprint of the name of the group. */
  readonly key: string
  /** The salt of a target's promise. */
  readonly saltOf: (key: string) => string
  readonly hide: Hide
  /** UTF-8 bytes; smaller after a server said that the body was too long. */
  readonly budget?: number
}

/** For the sentence about what was left out of a section. */
const NOTE_BYTES = 150
/** Of a comment, what may go for all that is not the text of the sections. */
const MOST_FIXED = 0.6

/**
 * One comment of several targets, at most `budget` bytes: a table of them, one part each, and the marker that tells where the
 * parts are. The same sections give the same bytes, whichever job writes them.
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

/** The longest promises become one digest each until the parts that people read have room. */
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

/** Of so many targets that their rows alone are too long, the answers are told and not what follows them. */
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

const sizeOf = (blocks: readonly Block[]): number => blocks.reduce((sum, block) => sum + bytesOf(block), 0)

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
