/**
 * An error whose text is shown to the user as it is, without a stack: what failed, on what, why probably, what to do.
 * Anything else that is thrown is a defect of this program. `reason` is the kebab-case code of the machine contract.
 */
export class UserError extends Error {
  readonly reason: string

  constructor(reason: string, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'UserError'
    this.reason = reason
  }
}

/** Whether the text of what was thrown is for the user. */
export const isUserError = (error: unknown): error is UserError => error instanceof UserError

/** What `work` comes to or, as a value, the error for the user that it ends in. What else it throws is a defect, and stays thrown. */
export const orUserError = <T>(work: Promise<T>): Promise<T | UserError> =>
  work.catch((error: unknown) => {
    if (!isUserError(error)) throw error
    return error
  })

/** What an error says, for a sentence that adds context. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
