import { type MarkerPayload, parseMarker } from '../render/marker.ts'

/** The marker of a body that this run rendered. Throws when there is none: it could never be found again. */
export const markerOf = (body: string): MarkerPayload => {
  const marker = parseMarker(body)
  if (marker === undefined) throw new Error('A comment or issue was rendered without its marker.')
  return marker
}
