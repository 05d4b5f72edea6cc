import { readFileSync } from 'node:fs'

/** A reader of bytes that somebody else wrote. */
export interface Target {
  readonly name: string
  /** Inputs that are all right, or were once a trouble. */
  readonly seeds: readonly Uint8Array[]
  /** Reads an input and goes on with it. Throws where that breaks what the reader promises. */
  readonly read: (bytes: Uint8Array) => void | Promise<void>
}

export const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)
export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)

/** A file of the repository as a seed. */
export const seedFile = (path: string): Uint8Array => readFileSync(new URL(`../../${path}`, import.meta.url))

/** For what a reader promises of every input. */
export const must = (isKept: boolean, approvedPlan: string): void => {
  if (!isKept) throw new Error(`broken promise: ${approvedPlan}`)
}
