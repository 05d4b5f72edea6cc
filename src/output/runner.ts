import type { AnnotationProperties } from '@actions/core'
import * as core from '@actions/core'
import type { OutputSanitizer } from './output-sanitizer.ts'

export type ActionsToolkit = ReturnType<typeof openRunner>

type CoreSink = 'setSecret' | 'info' | 'debug' | 'error' | 'warning' | 'notice' | 'setFailed' | 'setOutput'

/**
 * The output to GitHub's runner: log, annotations, outputs, the status of the step. Only this file and `terminal.ts`
 * may write to the standard streams. `core` escapes what it turns into commands; everything else that it prints passes
 * through the sanitizer.
 */
export const openRunner = (
  sanitizer: OutputSanitizer,
  { info, debug, ...sinks }: Pick<typeof core, CoreSink> = core,
) => {
  const sanitizedProperties = ({ title, file, ...rest }: AnnotationProperties): AnnotationProperties => ({
    ...rest,
    ...(title !== undefined && { title: sanitizer.line(title) }),
    ...(file !== undefined && { file: sanitizer.line(file) }),
  })
  return {
    /** Called once per secret; adds GitHub's own masking to that of the sanitizer. */
    setSecret: (value: string): void => sinks.setSecret(value),
    /** One sentence of the log. */
    info: (text: string): void => info(sanitizer.line(text)),
    /** A rendered text of several lines. */
    print: (text: string): void => info(sanitizer.lines(text)),
    /** Shown when debug logging is on. */
    debug: (text: string): void => debug(sanitizer.lines(text)),
    error: (message: string, properties: AnnotationProperties): void =>
      sinks.error(sanitizer.lines(message), sanitizedProperties(properties)),
    warning: (message: string, properties: AnnotationProperties): void =>
      sinks.warning(sanitizer.lines(message), sanitizedProperties(properties)),
    notice: (message: string, properties: AnnotationProperties): void =>
      sinks.notice(sanitizer.lines(message), sanitizedProperties(properties)),
    setFailed: (text: string): void => sinks.setFailed(sanitizer.lines(text)),
    /**
     * The value is a fixed word, a number, a digest or a path (`OUTPUTS`); it never contains a text of a tree or a
     * server.
     */
    setOutput: (name: string, value: string): void => sinks.setOutput(name, value),
  }
}
