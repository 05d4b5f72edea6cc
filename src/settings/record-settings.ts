import type { SettingsReader } from './inputs/raw-settings.ts'

const LEAST_KEY_LENGTH = 16

/** The settings of the deployment record. */
export const parseRecordSettings = (read: SettingsReader, problems: string[]) => {
  const [keepsRecord, recordKey, takesOver] = [read.boolean('record'), read.text('record-key'), read.list('take-over')]
  if (recordKey !== undefined && recordKey.length < LEAST_KEY_LENGTH)
    problems.push(`"record-key" must have at least ${LEAST_KEY_LENGTH} characters, e.g. of: openssl rand -hex 32.`)
  if (takesOver.length > 0 && !keepsRecord)
    problems.push('"take-over" takes over a deployment record, and "record" is off: leave one of the two out.')
  for (const name of takesOver.filter((text) => !/^[^\s/]+\/\S/.test(text)))
    problems.push(
      `"take-over" must be who deployed before, as the refusal names it, e.g. old-owner/name; got \`${name}\`.`,
    )
  return { keepsRecord, recordKey, takesOver }
}
