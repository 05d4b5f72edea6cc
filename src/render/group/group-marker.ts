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
  /** Index of the body line where the first block begins; for each block its priority and number of lines. */
  start: count,
  blocks: z.array(z.tuple([count, z.int().min(1)])).max(2_000),
  /** Digest of the visible blocks. */
  text: z.string(),
  approvedPlan: planOrigin.optional(),
})

const groupPayload = z.object({
  /** Fingerprint of the group's name. */
  key: z.string(),
  sections: z.array(markedSection).max(100),
})

/** Data about the sections of a shared comment, stored in its hidden last line. */
export interface GroupPayload extends Readonly<Omit<z.infer<typeof groupPayload>, 'sections'>> {
  readonly sections: readonly MarkedSection[]
}

export interface MarkedSection extends Readonly<Omit<z.infer<typeof markedSection>, 'approvedPlan'>> {
  readonly approvedPlan?: ApprovedPlanMarker | undefined
}

/** Limit for the unpacked marker, in bytes. The marker of a real comment is far smaller. */
const MOST_BYTES = 1_000_000

/**
 * Encodes the marker like `renderMarker`; the digests of each approved plan follow after a dot. The JSON is compressed
 * because it holds names. Plain base64 of a name could look like part of a secret and be masked.
 */
export const renderGroupMarker = ({ key, sections }: GroupPayload): string => {
  const tails = sections.flatMap(({ approvedPlan }) => (approvedPlan === undefined ? [] : [`.${approvedPlan.digests}`]))
  const json = JSON.stringify({ key, sections }, (name, value) => (name === 'digests' ? undefined : value))
  return `${MARKER_START}${deflateRawSync(json).toString('base64url')}${tails.join('')}${MARKER_END}`
}

/**
 * The sections of a shared comment; `undefined` for any other text. Reads only the last line, like `parseMarker`. Only
 * the marker says where a section begins and ends, so no text can imitate an end. A section that was edited loses its
 * text.
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

/** A digest, not a signature: it shows whether a text was edited or moved. */
export const digestOfBlocks = (blocks: readonly Block[]): string => shortHash(blocks.map(({ text }) => text))

const groupSection = (
  { start, blocks: sizes, text, ...section }: MarkedSection,
  lines: readonly string[],
): GroupSection => {
  const blocks = slice(lines, start, sizes)
  const isIntact = digestOfBlocks(blocks) === text
  return {
    ...section,
    blocks: isIntact ? blocks : [],
    missing: isIntact ? section.missing : 'edited',
  }
}

const slice = (lines: readonly string[], start: number, sizes: MarkedSection['blocks']): readonly Block[] => {
  let at = start
  return sizes.map(([priority, count]) => {
    const text = lines.slice(at, at + count).join('\n')
    at += count + 1
    return { text, priority }
  })
}
