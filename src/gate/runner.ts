import type { AnnotationProperties } from '@actions/core'
import * as core from '@actions/core'
import type { Gate } from './gate.ts'

/** The way out to GitHub's runner: log, annotations, outputs, the colour of the step. */
export interface RunnerDoor {
  /** Told once for each secret: GitHub's own masking comes on top of the gate's. */
  setSecret(value: string): void
  /** One sentence of the log. */
  info(text: string): void
  /** A rendered text of several lines. */
  print(text: string): void
  /** Shown when somebody asks for debug output. */
  debug(text: string): void
  error(message: string, properties: AnnotationProperties): void
  warning(message: string, properties: AnnotationProperties): void
  notice(message: string, properties: AnnotationProperties): void
  setFailed(text: string): void
  /** A word of ours, a number, a digest or a place (`OUTPUTS`): what a tree or a server holds is in none. */
  setOutput(name: string, value: string): void
}

/**
 * Beside terminal.ts the only file that may write to the standard streams. `core` escapes what it makes commands of; what it
 * prints as it is, and what readers see, goes through the gate.
 */
export const openRunner = (
  gate: Gate,
  { info, debug, ...sinks }: Pick<typeof core, keyof RunnerDoor & keyof typeof core> = core,
): RunnerDoor => {
  const place = ({ title, file, ...rest }: AnnotationProperties): AnnotationProperties => ({
    ...rest,
    ...(title !== undefined && { title: gate.line(title) }),
    ...(file !== undefined && { file: gate.line(file) }),
  })
  return {
    setSecret: (value) => sinks.setSecret(value),
    info: (text) => info(gate.line(text)),
    print: (text) => info(gate.lines(text)),
    debug: (text) => debug(gate.lines(text)),
    error: (message, properties) => sinks.error(gate.lines(message), place(properties)),
    warning: (message, properties) => sinks.warning(gate.lines(message), place(properties)),
    notice: (message, properties) => sinks.notice(gate.lines(message), place(properties)),
    setFailed: (text) => sinks.setFailed(gate.lines(text)),
    setOutput: (name, value) => sinks.setOutput(name, value),
  }
}
