/** The code of our own time limit for one whole answer. */
export const TOTAL_TIMEOUT = 'TOTAL_TIMEOUT'

/** The system's or undici's code of a connection fault, also when it is wrapped; empty when there is none. */
export const faultCode = (error: unknown): string => {
  if (!(error instanceof Error)) return ''
  if ('code' in error && typeof error.code === 'string') return error.code
  return faultCode(error.cause)
}

/** True when the server did not answer in the whole time limit. */
export const isTimeout = (error: unknown): boolean => faultCode(error) === TOTAL_TIMEOUT
