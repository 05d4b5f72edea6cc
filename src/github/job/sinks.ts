import { existsSync } from 'node:fs'
import { appendFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { OutputSanitizer } from '../../output/output-sanitizer.ts'
import type { ActionsToolkit } from '../../output/runner.ts'
import { MAX_SUMMARY_BYTES } from '../../render/fit-sections.ts'
import type { Annotation } from '../../render/render-annotations.ts'
import { writeNamedFile } from '../../repository/named-files.ts'

/** Writes annotations at their lines. Without a file they have no position, because the runner would show it in `.github`. */
export const writeAnnotations = (
  sink: Pick<ActionsToolkit, Annotation['level']>,
  annotations: readonly Annotation[],
): void => {
  for (const { level, title, message, file, line, column, endLine } of annotations) {
    if (file === undefined) {
      sink[level](message, { title })
      continue
    }
    sink[level](message, {
      title,
      file,
      ...(line === undefined ? {} : { startLine: line }),
      // GitHub rejects columns of annotations that span several lines.
      ...(column === undefined || (endLine !== undefined && endLine !== line) ? {} : { startColumn: column }),
      ...(endLine === undefined ? {} : { endLine }),
    })
  }
}

/**
 * Appends Markdown to the job summary. `file` is the value of `GITHUB_STEP_SUMMARY`, `undefined` outside of GitHub Actions.
 * Returns a sentence that says why it was not written, or `undefined`. Never throws: the summary is optional.
 */
export const writeSummary = async (
  file: string | undefined,
  rendered: string,
  sanitizer: Pick<OutputSanitizer, 'markdown'>,
): Promise<string | undefined> => {
  if (file === undefined || file === '') return 'There is no job summary: GITHUB_STEP_SUMMARY is not set.'
  const markdown = sanitizer.markdown(rendered)
  try {
    const before = existsSync(file) ? (await stat(file)).size : 0
    const bytes = before + Buffer.byteLength(markdown)
    if (bytes > MAX_SUMMARY_BYTES)
      return `The job summary was not written: with ${bytes} bytes GitHub would drop it (limit ${MAX_SUMMARY_BYTES}).`
    await appendFile(file, markdown)
    return undefined
  } catch (error) {
    return `The job summary was not written: ${error instanceof Error ? error.message : String(error)}.`
  }
}

/** Writes a file for later steps of the job into its temporary folder, and returns its path. */
export const writeOwnFile = async (
  { temporaryFolder, workspace }: { readonly temporaryFolder: string; readonly workspace: string },
  name: string,
  text: string,
): Promise<string> => {
  const file = join(temporaryFolder, 'kestra-gitops', name)
  // Without RUNNER_TEMP the temporary folder is the workspace.
  await writeNamedFile({ path: file, workspace, as: `the file "${file}"` }, text, { makesFolders: true })
  return file
}
