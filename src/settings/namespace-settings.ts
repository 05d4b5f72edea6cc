import {
  type FilesFolder,
  isAllowedNamespace,
  isNamespaceParent,
  type NamespaceMapping,
} from '../resource/namespace.ts'
import type { InputName } from './inputs/inputs.ts'
import type { SettingsReader } from './inputs/raw-settings.ts'

/** Parses `namespaces`. Adds a problem if `namespace` is not one of them. */
export const parseAllowed = (read: SettingsReader, problems: string[]): readonly string[] => {
  const namespaces = parseNamespaces('namespaces', read, problems)
  const namespace = read.text('namespace')
  if (namespace !== undefined && !isAllowedNamespace(namespace, namespaces))
    problems.push(`"namespace" must be one of "namespaces", or a child namespace of one; got \`${namespace}\`.`)
  return namespaces
}

/** Parses lines of the form `dev => prod` (docs/layouts.md, "namespace-map"). Adds other lines to `problems`. */
export const parseNamespaceMap = (lines: readonly string[], problems: string[]): NamespaceMapping[] =>
  lines.flatMap((line) => {
    const [from = '', to = '', ...rest] = line.split('=>').map((part) => part.trim())
    if (rest.length === 0 && isNamespaceParent(from) && isNamespaceParent(to)) return [{ from, to }]
    problems.push(`"namespace-map" must be "from => to" with two namespaces; got \`${line}\`.`)
    return []
  })

/** Parses names of namespaces. Rejects patterns such as `prod.*`, which would silently match nothing and protect nothing. */
export const parseNamespaces = (name: InputName, read: SettingsReader, problems: string[]): readonly string[] => {
  const names = read.list(name)
  for (const wrong of names.filter((text) => !isNamespaceParent(text)))
    problems.push(`"${name}" must list names of namespaces (child namespaces are included); got \`${wrong}\`.`)
  return names
}

/** Parses lines of the form `scripts => company.team` or `scripts`. Adds other lines to `problems`. */
export const parseFilesFolders = (lines: readonly string[], problems: string[]): FilesFolder[] =>
  lines.flatMap((line) => {
    const [folder = '', namespace, ...rest] = line.split('=>').map((part) => part.trim())
    const isFolder = folder !== '' && !folder.split(/[\\/]/).includes('..')
    if (rest.length === 0 && isFolder && (namespace === undefined || isNamespaceParent(namespace)))
      return [{ folder, namespace }]
    problems.push(`"files" must be "folder => namespace" or "folder", from the top of the repository; got \`${line}\`.`)
    return []
  })
