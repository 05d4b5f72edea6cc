// The footer and the marker, each after a blank line (render/sealed-body.ts).
const SEAL_BLOCKS = 2

/**
 * Compares two bodies of comments or issues but for footer and marker, which differ from run to run. Not by the digests
 * in the markers: someone may have edited the text, and what it says now is what readers believe.
 */
export const saysTheSame = (one: string, other: string): boolean => withoutSeal(one) === withoutSeal(other)

const withoutSeal = (body: string): string =>
  body.replaceAll('\r\n', '\n').trimEnd().split('\n\n').slice(0, -SEAL_BLOCKS).join('\n\n')
