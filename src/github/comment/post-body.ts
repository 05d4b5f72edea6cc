import { MAX_COMMENT_BYTES } from '../../render/fit-sections.ts'
import { type MarkerPayload, parseMarker } from '../../render/marker.ts'
import { failureOf } from '../api/failure.ts'

/** The marker of a body that this run rendered. Throws when there is none: it could never be found again. */
export const markerOf = (body: string): MarkerPayload => {
  const marker = parseMarker(body)
  if (marker === undefined) throw new Error('A comment or issue was rendered without its marker.')
  return marker
}

// The footer and the marker, each after a blank line (render/marked-body.ts).
const ENDING_BLOCKS = 2

/**
 * Compares two bodies of comments or issues but for footer, marker and the commit of their permalinks, which differ from
 * run to run. Not by the digests in the markers: someone may have edited the text, and what it says now is what readers
 * believe.
 */
export const saysTheSame = (one: string, other: string): boolean => comparable(one) === comparable(other)

/** Only the marker's own commit is left out, which no file of that commit can hold: a link in a diff still counts. */
const comparable = (body: string): string => {
  const commit = parseMarker(body)?.commit
  const text = body.replaceAll('\r\n', '\n').trimEnd().split('\n\n').slice(0, -ENDING_BLOCKS).join('\n\n')
  return commit === undefined ? text : text.replaceAll(`/blob/${commit}/`, '/blob/')
}

/** A body in at most so many UTF-8 bytes. */
export type RenderBody = (maxBytes: number) => string

/** The body as it is sent first. */
export const renderFull = (render: RenderBody): string => render(MAX_COMMENT_BYTES)

/**
 * Sends a body, and once more at half the size when it was too long: GitHub's limit is documented otherwise than
 * measured, and servers differ. `send` resolves to `undefined` when GitHub dropped the body without saying so.
 */
export const sendFitting = async <T>(render: RenderBody, send: (body: string) => Promise<T>): Promise<T> => {
  try {
    const sent = await send(renderFull(render))
    if (sent !== undefined) return sent
  } catch (error) {
    if (failureOf(error)?.kind !== 'too-long') throw error
  }
  return send(render(MAX_COMMENT_BYTES / 2))
}
