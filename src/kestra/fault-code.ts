/** The system's or undici's code of a connection fault, also when it is wrapped; empty when there is none. */
export const faultCode = (error: unknown): string => {
  if (!(error instanceof Error)) return ''
  if ('code' in error && typeof error.code === 'string') return error.code
  return faultCode(error.cause)
}

/** True when the server kept silent for the whole time limit. */
export const isTimeout = (error: unknown): boolean =>
  ['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT'].includes(faultCode(error))
