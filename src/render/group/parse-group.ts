import type { Block } from '../fit-sections.ts'
import { digestOfBlocks } from './compose-group.ts'
import { type MarkedSection, parseGroupMarker } from './group-marker.ts'
import type { GroupSection } from './group-section.ts'

export interface ParsedGroup {
  readonly key: string
  readonly sections: readonly GroupSection[]
}

/**
 * The sections of a shared comment, `undefined` for any other text. Where a section begins and ends is told by the marker on the
 * last line alone, so that no text of a section can look like the end of it; one that somebody edited loses its text.
 */
export const parseGroup = (body: string): ParsedGroup | undefined => {
  const payload = parseGroupMarker(body)
  if (payload === undefined) return undefined
  const lines = body.replaceAll('\r\n', '\n').split('\n')
  return { key: payload.key, sections: payload.sections.map((section) => groupSection(section, lines)) }
}

const groupSection = (
  { start, blocks: places, text, promise, digests, ...section }: MarkedSection,
  lines: readonly string[],
): GroupSection => {
  const blocks = slice(lines, start, places)
  const isIntact = digestOfBlocks(blocks) === text
  return {
    ...section,
    blocks: isIntact ? blocks : [],
    missing: isIntact ? section.missing : 'edited',
    promise: promise === undefined || digests === undefined ? undefined : { ...promise, digests },
  }
}

const slice = (lines: readonly string[], start: number, places: MarkedSection['blocks']): readonly Block[] => {
  let at = start
  return places.map(([priority, count]) => {
    const text = lines.slice(at, at + count).join('\n')
    at += count + 1
    return { text, priority }
  })
}
