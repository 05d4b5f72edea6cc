import type { AnnotationProperties } from '@actions/core'
import type { Annotation } from '../render/render-annotations.ts'

type Annotate = (message: string, properties: AnnotationProperties) => void

/** The part of `@actions/core` that annotations need; it escapes what it prints, so no text can become a command. */
export type AnnotationSink = Readonly<Record<Annotation['level'], Annotate>>

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
