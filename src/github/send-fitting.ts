import { readFailure } from './failure.ts'

// github.md, "Hard limits": true under both readings (characters, measured bytes) of GitHub's limit.
const MAX_BODY_BYTES = 65_000

/** A body in at most so many UTF-8 bytes. */
export type RenderBody = (maxBytes: number) => string

/** The body as it is sent first. */
export const renderFull = (render: RenderBody): string => render(MAX_BODY_BYTES)

/**
 * Sends a body, and once more at half the size when it was too long: GitHub's limit is documented otherwise than
 * measured, and servers differ. `send` resolves to `undefined` when GitHub dropped the body without saying so.
 */
export const sendFitting = async <T>(
  render: RenderBody,
  send: (body: string) => Promise<T | undefined>,
): Promise<T | undefined> => {
  try {
    const sent = await send(renderFull(render))
    if (sent !== undefined) return sent
  } catch (error) {
    if (readFailure(error)?.kind !== 'too-long') throw error
  }
  return send(render(MAX_BODY_BYTES / 2))
}
