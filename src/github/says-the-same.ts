import { parseMarker } from '../render/marker.ts'

// The footer and the marker, each after a blank line (render/sealed-body.ts).
const SEAL_BLOCKS = 2

/**
 * Compares two bodies of comments or issues but for footer, marker and the commit of their permalinks, which differ from
 * run to run. Not by the digests in the markers: someone may have edited the text, and what it says now is what readers
 * believe.
 */
export const saysTheSame = (one: string, other: string): boolean => comparable(one) === comparable(other)

/** Only the marker's own commit is left out, which no file of that commit can hold: a link in a diff still counts. */
const comparable = (body: string): string => {
  const commit = parseMarker(body)?.commit
  const text = body.replaceAll('\r\n', '\n').trimEnd().split('\n\n').slice(0, -SEAL_BLOCKS).join('\n\n')
  return commit === undefined ? text : text.replaceAll(`/blob/${commit}/`, '/blob/')
}
