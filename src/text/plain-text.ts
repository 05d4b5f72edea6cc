/**
 * A plain value of a file or a server as text; maps and lists as JSON. `String` and template literals ask a map for its `toString`,
 * which may be a key of the file.
 */
export const plainText = (value: unknown): string =>
  typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value)
