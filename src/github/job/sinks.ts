import { existsSync } from 'node:fs'
import { appendFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { OutputSanitizer } from '../../output/output-sanitizer.ts'
import type { ActionsToolkit } from '../../output/runner.ts'
import { MAX_SUMMARY_BYTES } from '../../render/fit-sections.ts'
import type { Annotation } from '../../render/render-annotations.ts'
import { writeNamedFile } from '../../repository/named-files.ts'

/** Shows annotations at their lines. A position is only given with a file: the runner would put it into `.github`. */
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
      // GitHub's annotations refuse columns when they go over several lines.
      ...(column === undefined || (endLine !== undefined && endLine !== line) ? {} : { startColumn: column }),
      ...(endLine === undefined ? {} : { endLine }),
    })
  }
}

/**
 * Appends Markdown to the job summary, the file of `GITHUB_STEP_SUMMARY`; `undefined` outside of GitHub Actions. Why it was not written, as
 * a sentence: optional as it is, it never ends a run.
 */
export const writeSummary = async (
  file: string | undefined,
  rendered: string,
  sanitizer: Pick<OutputSanitizer, 'markdown'>,
): Promise<string | undefined> => {
  if (file === undefined || file === '') return 'There is no job summary to write to.'
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

/** A file for later steps of the job, below its temporary folder; answers where it is. */
export const writeOwnFile = async (
  { temporaryFolder, workspace }: { readonly temporaryFolder: string; readonly workspace: string },
  name: string,
  text: string,
): Promise<string> => {
  const file = join(temporaryFolder, 'kestra-gitops', name)
  // Where the runner names no temporary folder, it is the workspace.
  await writeNamedFile({ path: file, workspace, as: `the file "${file}"` }, text, { makesFolders: true })
  return file
}
