import type { AnnotationProperties } from '@actions/core'
import { makeRedact } from '../render/redact.ts'
import type { Core } from './sinks.ts'

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
