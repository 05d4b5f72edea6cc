import { posix } from 'node:path'
import { findLayout } from '../repository/find-layout.ts'

/** Folders that a setting of an editor names one by one. */
const MAX_FOLDERS = 10

/**
 * How an editor with the YAML language server learns of the flow schema at `schemaPath`, for the flows among `paths`: a setting of VS
 * Code for all of them, and the line for one flow. Lines to print; none where no folder of flows is found. Both paths are from the top of the repository.
 */
export const editorWords = (schemaPath: string, paths: readonly string[]): readonly string[] => {
  const roots = findLayout(paths, { roots: [], namespace: undefined }).flowRoots.flatMap(
    ({ root, paths: files, isLoose }) => (isLoose || root === '' ? [] : [{ root, files }]),
  )
  const flow = roots.flatMap(({ files }) => files).find((path) => /\.ya?ml$/.test(path))
  if (flow === undefined) return []
  const setting = { 'yaml.schemas': { [`./${schemaPath}`]: globsOf(roots.map(({ root }) => root)) } }
  return [
    'Editors with the YAML language server check flows with it as you type. VS Code, in .vscode/settings.json:',
    `  ${JSON.stringify(setting)}`,
    `Any other, as the first line of a flow (it becomes a part of the flow), here of ${flow}:`,
    `  # yaml-language-server: $schema=${posix.relative(posix.dirname(flow), schemaPath)}`,
  ]
}

const globsOf = (roots: readonly string[]): readonly string[] => {
  const folders = roots.length <= MAX_FOLDERS ? roots : roots.map((root) => `**/${posix.basename(root)}`)
  return [...new Set(folders)].map((folder) => `${folder}/**/*.{yml,yaml}`)
}
