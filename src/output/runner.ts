import type { AnnotationProperties } from '@actions/core'
import * as core from '@actions/core'
import type { OutputSanitizer } from './output-sanitizer.ts'

export type ActionsToolkit = ReturnType<typeof openRunner>

type CoreSink = 'setSecret' | 'info' | 'debug' | 'error' | 'warning' | 'notice' | 'setFailed' | 'setOutput'

/**
 * The way out to GitHub's runner: log, annotations, outputs, the colour of the step. Beside terminal.ts the only file that may write to the standard streams. `core` escapes what it makes commands of; what it
 * prints as it is, and what readers see, goes through the gate.
 */
export const openRunner = (
  sanitizer: OutputSanitizer,
  { info, debug, ...sinks }: Pick<typeof core, CoreSink> = core,
) => {
  const place = ({ title, file, ...rest }: AnnotationProperties): AnnotationProperties => ({
    ...rest,
    ...(title !== undefined && { title: sanitizer.line(title) }),
    ...(file !== undefined && { file: sanitizer.line(file) }),
  })
  return {
    /** Told once for each secret: GitHub's own masking comes on top of the gate's. */
    setSecret: (value: string): void => sinks.setSecret(value),
    /** One sentence of the log. */
    info: (text: string): void => info(sanitizer.line(text)),
    /** A rendered text of several lines. */
    print: (text: string): void => info(sanitizer.lines(text)),
    /** Shown when somebody asks for debug output. */
    debug: (text: string): void => debug(sanitizer.lines(text)),
    error: (message: string, properties: AnnotationProperties): void =>
      sinks.error(sanitizer.lines(message), place(properties)),
    warning: (message: string, properties: AnnotationProperties): void =>
      sinks.warning(sanitizer.lines(message), place(properties)),
    notice: (message: string, properties: AnnotationProperties): void =>
      sinks.notice(sanitizer.lines(message), place(properties)),
    setFailed: (text: string): void => sinks.setFailed(sanitizer.lines(text)),
    /** A word of ours, a number, a digest or a place (`OUTPUTS`): what a tree or a server holds is in none. */
    setOutput: (name: string, value: string): void => sinks.setOutput(name, value),
  }
}
