import { existsSync } from 'node:fs'
import { appendFile, stat } from 'node:fs/promises'

// github.md, "Hard limits": past 1 MiB a step the runner drops the whole file, and says so in an annotation.
const MAX_SUMMARY_BYTES = 1_000_000

export type SummaryResult =
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
