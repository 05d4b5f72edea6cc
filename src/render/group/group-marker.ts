import { deflateRawSync, inflateRawSync } from 'node:zlib'
import * as z from 'zod'
import { parseJson } from '../../text/parse-json.ts'
import { ANSWERS, type AnswerState } from '../answer.ts'
import { lastLineOf, MARKER_END, promiseOrigin, STAGES, shaOfCommit } from '../marker.ts'

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
  promise: promiseOrigin.optional(),
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

export interface MarkedSection extends Readonly<z.infer<typeof markedSection>> {
  /** Of its promise. */
  readonly digests?: string | undefined
}

/** What a comment's worth of sections never comes near. */
const MOST_BYTES = 1_000_000

/**
 * As `renderMarker`, with the digests of each promise after a dot of their own. Packed, because it holds names: as they are in
 * base64, they could look like a part of a secret that has them in it, and be hidden on their way out.
 */
export const renderGroupMarker = ({ key, sections }: GroupPayload): string => {
  const json = JSON.stringify({ key, sections: sections.map(({ digests: _, ...section }) => section) })
  const tails = sections.filter(({ promise }) => promise !== undefined).map(({ digests = '' }) => `.${digests}`)
  return `${MARKER_START}${deflateRawSync(json).toString('base64url')}${tails.join('')}${MARKER_END}`
}

/** From the last line of a body and from nowhere else, as `parseMarker`. */
export const parseGroupMarker = (body: string): GroupPayload | undefined => {
  const line = lastLineOf(body)
  if (!line.startsWith(MARKER_START) || !line.endsWith(MARKER_END)) return undefined
  const [encoded = '', ...digests] = line.slice(MARKER_START.length, -MARKER_END.length).split('.')
  const parsed = groupPayload.safeParse(parseJson(unpack(encoded)))
  if (!parsed.success) return undefined
  const { key, sections } = parsed.data
  const rest = digests[Symbol.iterator]()
  return {
    key,
    sections: sections.map((section) =>
      section.promise === undefined ? section : { ...section, digests: rest.next().value },
    ),
  }
}

const unpack = (encoded: string): string => {
  try {
    return inflateRawSync(Buffer.from(encoded, 'base64url'), { maxOutputLength: MOST_BYTES }).toString('utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error) return ''
    throw error
  }
}
