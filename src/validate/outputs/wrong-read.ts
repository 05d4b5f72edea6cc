import type { Diagnostic } from '../../flow/diagnostic.ts'

/** What is wrong with one place that reads an output, before it has its position. */
export interface WrongRead extends Pick<Diagnostic, 'code' | 'message' | 'hint'> {
  /** Behind the last character that it is about, in the text. */
  readonly end: number
}
