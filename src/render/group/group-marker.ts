import { deflateRawSync, inflateRawSync } from 'node:zlib'
import * as z from 'zod'
import { parseJson, shortHash } from '../../text/json.ts'
import { ANSWERS, type AnswerState } from '../answer.ts'
import type { Block } from '../fit-sections.ts'
import { type ApprovedPlanMarker, lastLineOf, MARKER_END, planOrigin, STAGES, shaOfCommit } from '../marker.ts'
import type { GroupSection } from './group-section.ts'

const MARKER_START = '<!-- kestra-gitops:group:v1:'

const count = z.int().min(0)
const states = Object.keys(ANSWERS) as [AnswerState, ...AnswerState[]]

const markedSection = z.object({
  key: z.string().max(100),
  name: z.string().max(300),
  place: z.string().max(600),
  runId: count,
  runAttempt: z.int().min(1),
  stage: z.enum(STAGES.exclude(['drift']).options),
  commit: shaOfCommit.optional(),
  state: z.enum(states),
  words: z
    .string()
    .max(4_000)
    .regex(/^[^\r\n]*$/),
  risks: z.object({ deletions: count, overwrites: count }),
  digest: z.string(),
  missing: z.union([count, z.literal('edited')]),
  /** Line of the body where the first block begins, and of each block its priority and number of lines. */
  start: count,
  blocks: z.array(z.tuple([count, z.int().min(1)])).max(2_000),
  /** Of the blocks as they stand there. */
  text: z.string(),
  approvedPlan: planOrigin.optional(),
})

const groupPayload = z.object({
  /** Fingerprint of the name of the group. */
  key: z.string(),
  sections: z.array(markedSection).max(100),
})

/** What the hidden last line of a shared comment says of its sections. */
export interface GroupPayload extends Readonly<Omit<z.infer<typeof groupPayload>, 'sections'>> {
  readonly sections: readonly MarkedSection[]
}

export interface MarkedSection extends Readonly<Omit<z.infer<typeof markedSection>, 'approvedPlan'>> {
  readonly approvedPlan?: ApprovedPlanMarker | undefined
}

/** What a comment's worth of sections never comes near. */
const MOST_BYTES = 1_000_000

/**
 * As `renderMarker`, with the digests of each promise after a dot of their own. Packed, because it holds names: as they are in
 * base64, they could look like a part of a secret that has them in it, and be hidden on their way out.
 */
export const renderGroupMarker = ({ key, sections }: GroupPayload): string => {
  const tails = sections.flatMap(({ approvedPlan }) => (approvedPlan === undefined ? [] : [`.${approvedPlan.digests}`]))
  const json = JSON.stringify({ key, sections }, (name, value) => (name === 'digests' ? undefined : value))
  return `${MARKER_START}${deflateRawSync(json).toString('base64url')}${tails.join('')}${MARKER_END}`
}

/**
 * The sections of a shared comment, `undefined` for any other text; from its last line and from nowhere else, as `parseMarker`. Where a section
 * begins and ends is told there alone, so that no text of a section can look like the end of it; one that somebody edited loses its text.
 */
export const parseGroup = (body: string) => {
  const line = lastLineOf(body)
  if (!line.startsWith(MARKER_START) || !line.endsWith(MARKER_END)) return undefined
  const [encoded = '', ...digests] = line.slice(MARKER_START.length, -MARKER_END.length).split('.')
  const parsed = groupPayload.safeParse(parseJson(unpack(encoded)))
  if (!parsed.success) return undefined
  const rest = digests[Symbol.iterator]()
  const lines = body.replaceAll('\r\n', '\n').split('\n')
  const sections = parsed.data.sections.map(({ approvedPlan, ...section }): GroupSection => {
    const own = approvedPlan && rest.next().value
    const marked =
      approvedPlan && own !== undefined ? { ...section, approvedPlan: { ...approvedPlan, digests: own } } : section
    return groupSection(marked, lines)
  })
  return { key: parsed.data.key, sections }
}

const unpack = (encoded: string): string => {
  try {
    return inflateRawSync(Buffer.from(encoded, 'base64url'), { maxOutputLength: MOST_BYTES }).toString('utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error) return ''
    throw error
  }
}

/** Not a signature: it tells a text that was edited, or moved, from one that stands as it was written. */
export const digestOfBlocks = (blocks: readonly Block[]): string => shortHash(blocks.map(({ text }) => text))

const groupSection = (
  { start, blocks: places, text, ...section }: MarkedSection,
  lines: readonly string[],
): GroupSection => {
  const blocks = slice(lines, start, places)
  const isIntact = digestOfBlocks(blocks) === text
  return {
    ...section,
    blocks: isIntact ? blocks : [],
    missing: isIntact ? section.missing : 'edited',
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
