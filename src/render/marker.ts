import * as z from 'zod'
import { parseJson } from '../text/json.ts'

const MARKER_START = '<!-- kestra-gitops:v1:'
export const MARKER_END = ' -->'

export const shaOfCommit = z.string().regex(/^[0-9a-f]{40,64}$/)

export const planOrigin = z.object({
  /** The run that made the plan. A receipt carries the approved plan that it was compared with. */
  runId: z.int().min(0),
  /** The planned commit, and the commit that it was compared with. */
  commit: shaOfCommit.optional(),
  base: shaOfCommit.optional(),
  /** True for a plan made without the server. */
  isOffline: z.boolean(),
})

export const STAGES = z.enum(['planned', 'tested', 'deployed', 'refused', 'failed', 'closed', 'drift'])

const markerPayload = z.object({
  /** Fingerprint of server, tenant, roots and label: one comment per key. */
  key: z.string(),
  /**
   * The run id, which grows over all workflows of a repository (the run number does not): a deploy is newer than its
   * plan.
   */
  runId: z.int().min(0),
  runAttempt: z.int().min(1),
  /** The commit in the body's permalinks. Two links that differ only in it are equal. */
  commit: shaOfCommit.optional(),
  stage: STAGES,
  approvedPlan: planOrigin.optional(),
})

/** The state of the server after the merge, as a comment announces it. */
export interface ApprovedPlanMarker extends Readonly<z.infer<typeof planOrigin>> {
  /** In the format of `encodeDigests`. */
  readonly digests: string
}

/** Data in the hidden last line of a comment. It never authorises anything: anyone may edit a comment. */
export interface MarkerPayload extends Readonly<Omit<z.infer<typeof markerPayload>, 'approvedPlan'>> {
  readonly approvedPlan?: ApprovedPlanMarker | undefined
}

/**
 * One HTML comment without line breaks. Base64url keeps the payload from ending the HTML comment
 * (docs/internals/facts/github.md, "Markdown"). The digests of an approved plan follow after a dot: encoded only once,
 * 600 of them fit.
 */
export const renderMarker = ({ approvedPlan, ...payload }: MarkerPayload): string => {
  const { digests, ...origin } = approvedPlan ?? { digests: '' }
  const json = JSON.stringify(approvedPlan === undefined ? payload : { ...payload, approvedPlan: origin })
  const tail = approvedPlan === undefined ? '' : `.${digests}`
  return `${MARKER_START}${Buffer.from(json).toString('base64url')}${tail}${MARKER_END}`
}

/**
 * Reads the marker from the last line of a comment body only, so that quoted or hostile text above is never taken for
 * it. `undefined` when there is none or it cannot be parsed.
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

/** The last line of a body, ignoring trailing white space. */
export const lastLineOf = (body: string): string => {
  const text = body.trimEnd()
  return text.slice(text.lastIndexOf('\n') + 1)
}
