import type { AnnotationSink } from './annotations.ts'
import type { OutputSink } from './outputs.ts'

/** The part of `@actions/core` that this program uses. */
export interface Core extends AnnotationSink, OutputSink {
  info(text: string): void
  setSecret(value: string): void
  setFailed(text: string): void
}
