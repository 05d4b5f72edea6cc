import * as z from 'zod'
import { parseJson } from '../text/parse-json.ts'

const MARKER_START = '<!-- kestra-gitops:v1:'
const MARKER_END = ' -->'

const markerPayload = z.object({
  /** Fingerprint of server, tenant, roots and label: one comment per key. */
  key: z.string(),
  /** Grows over all workflows of a repository, as the run number does not: a deploy is newer than the plan before it. */
  runId: z.int().min(0),
  runAttempt: z.int().min(1),
  /** Of the body without the marker and without the link to the run: equal digests need no edit. */
  digest: z.string(),
  /** The commit that the body's permalinks go to: links that only differ in it say the same. */
  commit: z
    .string()
    .regex(/^[0-9a-f]{40,64}$/)
    .optional(),
  stage: z.enum(['planned', 'deploying', 'deployed', 'refused', 'failed', 'closed', 'drift']),
})

/** What the hidden last line of a comment says about it. It never authorises anything: anyone may edit a comment. */
export type MarkerPayload = Readonly<z.infer<typeof markerPayload>>

/** One HTML comment without line breaks; base64url, so that no payload can end the HTML comment (docs/facts/github.md, "Markdown"). */
export const renderMarker = (payload: MarkerPayload): string =>
  `${MARKER_START}${Buffer.from(JSON.stringify(payload)).toString('base64url')}${MARKER_END}`

/**
 * Reads the marker from the last line of a comment body and from nowhere else: text quoted further up, hostile or not,
 * is never taken for it. `undefined` when there is none or it does not parse.
 */
export const parseMarker = (body: string): MarkerPayload | undefined => {
  const text = body.trimEnd()
  const lastLine = text.slice(text.lastIndexOf('\n') + 1)
  if (!lastLine.startsWith(MARKER_START) || !lastLine.endsWith(MARKER_END)) return undefined
  const encoded = lastLine.slice(MARKER_START.length, -MARKER_END.length)
  const parsed = markerPayload.safeParse(parseJson(Buffer.from(encoded, 'base64url').toString('utf8')))
  return parsed.success ? parsed.data : undefined
}
