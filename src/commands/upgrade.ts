import { join, relative, resolve, sep } from 'node:path'
import { isUserError, orUserError, UserError } from '../finding/user-error.ts'
import { type NamedFile, readNamedFile, writeNamedFile } from '../repository/named-files.ts'
import { openWorkTree } from '../repository/work-tree.ts'
import { readGit } from '../state/git/read-git.ts'
import type { RunOptions } from '../state/run-options.ts'
import { decodeUtf8 } from '../text/decode-utf8.ts'
import { hasKeysOfFlow, type UpgradedFlow, upgradeFlow } from '../upgrade/upgrade-flow.ts'
import type { UnreadableFile, UpgradeReport } from '../upgrade/upgrade-report.ts'
import { parseYaml } from '../yaml/yaml-document.ts'

/**
 * Rewrites the flows of the work tree for Kestra 2.0, without a server. `paths` are files and folders, relative to `cwd`; an empty list
 * means the flows that a deploy would read, also those that are not committed. Writes only with the setting "write". Throws `UserError`
 * for a path that has no YAML file.
 */
export const upgrade = async (
  options: RunOptions,
  { paths, cwd }: { readonly paths: readonly string[]; readonly cwd: string },
): Promise<UpgradeReport> => {
  const { settings, directory } = options
  const files = paths.length === 0 ? await filesOfTree(options) : await filesAt(paths, { directory, cwd })
  const flows: UpgradedFlow[] = []
  const unreadable: UnreadableFile[] = []
  for (const file of files) {
    const result = await upgradeFile(file, { ...options, isNamed: paths.length > 0 })
    if (result === undefined) continue
    if ('message' in result) unreadable.push(result)
    else if (result.edits.length > 0 || result.manual.length > 0) flows.push(result)
  }
  return { isWritten: settings.isWriting, flows, unreadable }
}

const filesOfTree = async (options: RunOptions): Promise<readonly string[]> => {
  const settings = { ...options.settings, allowsDirty: true }
  const { flows, brokenFlows } = await readGit({ ...options, settings }, { mayBeEmpty: true })
  return [...new Set([...flows, ...brokenFlows].map(({ file }) => file))].toSorted()
}

const filesAt = async (
  given: readonly string[],
  { directory, cwd }: { readonly directory: string; readonly cwd: string },
): Promise<readonly string[]> => {
  const { whole } = await openWorkTree(directory)
  const yaml = whole.paths.filter((path) => /\.ya?ml$/.test(path))
  const found = given.map((path) => {
    const fromTop = relative(directory, resolve(cwd, path)).split(sep).join('/')
    const files = yaml.filter((file) => fromTop === '' || file === fromTop || file.startsWith(`${fromTop}/`))
    if (files.length === 0) throw new UserError('invalid-settings', `"${path}" has no YAML file in this work tree.`)
    return files
  })
  return [...new Set(found.flat())].toSorted()
}

/** `undefined` for a YAML file that is not a flow. */
const upgradeFile = async (
  file: string,
  { settings, directory, isNamed }: RunOptions & { readonly isNamed: boolean },
): Promise<UpgradedFlow | UnreadableFile | undefined> => {
  const named: NamedFile = { path: join(directory, file), workspace: directory, as: `the file "${file}"` }
  const bytes = await orUserError(readNamedFile(named))
  if (isUserError(bytes)) return { file, message: bytes.message }
  const { text, hasBom, brokenLine } = decodeUtf8(bytes)
  if (brokenLine !== undefined) return { file, message: `Line ${brokenLine} has bytes that are not UTF-8.` }
  const document = parseYaml(text)
  if (!document.isReadable) {
    const [fault] = document.documentFindings
    return { file, message: `Line ${fault?.position.line}: ${fault?.message}` }
  }
  if (isNamed && !hasKeysOfFlow(document)) return undefined
  const result = upgradeFlow(file, document, settings)
  if (result === undefined) return { file, message: 'The document is not a map of keys.' }
  if (!settings.isWriting || result.edits.length === 0) return result
  const written = await orUserError(writeNamedFile(named, `${hasBom ? '\uFEFF' : ''}${result.after}`))
  return isUserError(written) ? { file, message: written.message } : result
}
