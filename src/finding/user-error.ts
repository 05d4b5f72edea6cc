/**
 * An error whose text is for the user and is shown without a stack: what failed, on what, the probable cause, and what to do. Any other
 * thrown error is a defect of this program. `reason` is the kebab-case code of the machine contract.
 */
export class UserError extends Error {
  readonly reason: string

  constructor(reason: string, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'UserError'
    this.reason = reason
  }
}

/** True if the text of the error is for the user. */
export const isUserError = (error: unknown): error is UserError => error instanceof UserError

/** Returns the result of `work`, or its UserError as a value. Throws any other error, which is a defect. */
export const orUserError = <T>(work: Promise<T>): Promise<T | UserError> =>
  work.catch((error: unknown) => {
    if (!isUserError(error)) throw error
    return error
  })

/** The message of an error, for a sentence that adds context. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
