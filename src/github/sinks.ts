import { existsSync } from 'node:fs'
import { appendFile, stat } from 'node:fs/promises'
import type { AnnotationProperties } from '@actions/core'
import { MAX_SUMMARY_BYTES } from '../render/fit-sections.ts'
import { makeRedact } from '../render/redact.ts'
import type { Annotation } from '../render/render-annotations.ts'
import type { OutputSink } from './outputs.ts'

/** The part of `@actions/core` that this program uses. */
export interface Core extends AnnotationSink, OutputSink {
  info(text: string): void
  setSecret(value: string): void
  setFailed(text: string): void
}

/**
 * The same sinks, which no secret passes: annotations, progress and failure texts are not rendered, and hold names and
 * server texts as they came. The runner masks too, but only in its own log.
 */
export const maskCore = (core: Core, secrets: readonly string[]): Core => {
  // Credentials of other people are found where texts are rendered; here whole blocks of rendered text pass.
  const mask = makeRedact({ maskedValues: secrets }, () => [])
  const places = ({ title, file, ...rest }: AnnotationProperties): AnnotationProperties => ({
    ...rest,
    ...(title !== undefined && { title: mask(title) }),
    ...(file !== undefined && { file: mask(file) }),
  })
  return {
    info: (text) => core.info(mask(text)),
    error: (message, properties) => core.error(mask(message), places(properties)),
    warning: (message, properties) => core.warning(mask(message), places(properties)),
    notice: (message, properties) => core.notice(mask(message), places(properties)),
    setSecret: (value) => core.setSecret(value),
    setFailed: (text) => core.setFailed(mask(text)),
    setOutput: (name, value) => core.setOutput(name, value),
  }
}

type Annotate = (message: string, properties: AnnotationProperties) => void

/** The part of `@actions/core` that annotations need; it escapes what it prints, so no text can become a command. */
type AnnotationSink = Readonly<Record<Annotation['level'], Annotate>>

/** Shows annotations at their lines. A position is only given with a file: the runner would put it into `.github`. */
export const writeAnnotations = (sink: AnnotationSink, annotations: readonly Annotation[]): void => {
  for (const { level, title, message, file, line, column, endLine } of annotations) {
    if (file === undefined) {
      sink[level](message, { title })
      continue
    }
    sink[level](message, {
      title,
      file,
      ...(line === undefined ? {} : { startLine: line }),
      ...(column === undefined || isOverLines(line, endLine) ? {} : { startColumn: column }),
      ...(endLine === undefined ? {} : { endLine }),
    })
  }
}

/** GitHub's annotations refuse columns when they go over several lines. */
const isOverLines = (line: number | undefined, endLine: number | undefined): boolean =>
  endLine !== undefined && endLine !== line

type SummaryResult =
  | { readonly kind: 'written' }
  /** Optional as it is, it never ends a run. */
  | { readonly kind: 'skipped'; readonly sentence: string }

/** Appends Markdown to the job summary, the file of `GITHUB_STEP_SUMMARY`; `undefined` outside of GitHub Actions. */
export const writeSummary = async (file: string | undefined, markdown: string): Promise<SummaryResult> => {
  if (file === undefined || file === '') return { kind: 'skipped', sentence: 'There is no job summary to write to.' }
  try {
    const bytes = (await sizeOf(file)) + Buffer.byteLength(markdown)
    if (bytes > MAX_SUMMARY_BYTES) {
      const sentence = `The job summary was not written: with ${bytes} bytes GitHub would drop it (limit ${MAX_SUMMARY_BYTES}).`
      return { kind: 'skipped', sentence }
    }
    await appendFile(file, markdown)
    return { kind: 'written' }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return { kind: 'skipped', sentence: `The job summary was not written: ${why}.` }
  }
}

const sizeOf = async (file: string): Promise<number> => (existsSync(file) ? (await stat(file)).size : 0)
