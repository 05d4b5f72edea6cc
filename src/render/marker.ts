import * as z from 'zod'
import { parseJson } from '../text/json.ts'

const MARKER_START = '<!-- kestra-gitops:v1:'
export const MARKER_END = ' -->'

export const shaOfCommit = z.string().regex(/^[0-9a-f]{40,64}$/)

export const planOrigin = z.object({
  /** The run that planned: a receipt carries the promise that it was compared with. */
  runId: z.int().min(0),
  /** The commit that it planned, and the one that it compared with. */
  commit: shaOfCommit.optional(),
  base: shaOfCommit.optional(),
  /** Made without the server. */
  isOffline: z.boolean(),
})

export const STAGES = z.enum(['planned', 'tested', 'deployed', 'refused', 'failed', 'closed', 'drift'])

const markerPayload = z.object({
  /** Fingerprint of server, tenant, roots and label: one comment per key. */
  key: z.string(),
  /** Grows over all workflows of a repository, as the run number does not: a deploy is newer than the plan before it. */
  runId: z.int().min(0),
  runAttempt: z.int().min(1),
  /** The commit that the body's permalinks go to: links that only differ in it say the same. */
  commit: shaOfCommit.optional(),
  stage: STAGES,
  approvedPlan: planOrigin.optional(),
})

/** What a comment says that the server will be after the merge. */
export interface ApprovedPlanMarker extends Readonly<z.infer<typeof planOrigin>> {
  /** As `encodeDigests` gives it. */
  readonly digests: string
}

/** What the hidden last line of a comment says about it. It never authorises anything: anyone may edit a comment. */
export interface MarkerPayload extends Readonly<Omit<z.infer<typeof markerPayload>, 'approvedPlan'>> {
  readonly approvedPlan?: ApprovedPlanMarker | undefined
}

/**
 * One HTML comment without line breaks; base64url, so that no payload can end the HTML comment (docs/internals/facts/github.md,
 * "Markdown"). The digests of a promise follow after a dot: encoded once, 600 of them fit.
 */
export const renderMarker = ({ approvedPlan, ...payload }: MarkerPayload): string => {
  const { digests, ...origin } = approvedPlan ?? { digests: '' }
  const json = JSON.stringify(approvedPlan === undefined ? payload : { ...payload, approvedPlan: origin })
  const tail = approvedPlan === undefined ? '' : `.${digests}`
  return `${MARKER_START}${Buffer.from(json).toString('base64url')}${tail}${MARKER_END}`
}

/**
 * Reads the marker from the last line of a comment body and from nowhere else: text quoted further up, hostile or not,
 * is never taken for it. `undefined` when there is none or it does not parse.
 */
export const parseMarker = (body: string): MarkerPayload | undefined => {
  const lastLine = lastLineOf(body)
  if (!lastLine.startsWith(MARKER_START) || !lastLine.endsWith(MARKER_END)) return undefined
  const [encoded = '', digests] = lastLine.slice(MARKER_START.length, -MARKER_END.length).split('.', 2)
  const parsed = markerPayload.safeParse(parseJson(Buffer.from(encoded, 'base64url').toString('utf8')))
  if (!parsed.success) return undefined
  const { approvedPlan, ...payload } = parsed.data
  return approvedPlan === undefined || digests === undefined
    ? payload
    : { ...payload, approvedPlan: { ...approvedPlan, digests } }
}

/** What blanks follow it aside. */
export const lastLineOf = (body: string): string => {
  const text = body.trimEnd()
  return text.slice(text.lastIndexOf('\n') + 1)
}
