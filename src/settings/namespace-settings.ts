import {
  type FilesFolder,
  isAllowedNamespace,
  isNamespaceParent,
  type NamespaceMapping,
} from '../resource/namespace.ts'
import type { InputName } from './inputs/inputs.ts'
import type { SettingsReader } from './inputs/raw-settings.ts'

/** `namespaces`, of which `namespace` must be one. */
export const parseAllowed = (read: SettingsReader, problems: string[]): readonly string[] => {
  const namespaces = parseNamespaces('namespaces', read, problems)
  const namespace = read.text('namespace')
  if (namespace !== undefined && !isAllowedNamespace(namespace, namespaces))
    problems.push(`"namespace" must be one of "namespaces", or a dot-child of one; got \`${namespace}\`.`)
  return namespaces
}

/** `dev => prod`, one per line (docs/layouts.md, "namespace-map"). What is not of that form is added to `problems`. */
export const parseNamespaceMap = (lines: readonly string[], problems: string[]): NamespaceMapping[] =>
  lines.flatMap((line) => {
    const [from = '', to = '', ...rest] = line.split('=>').map((part) => part.trim())
    if (rest.length === 0 && isNamespaceParent(from) && isNamespaceParent(to)) return [{ from, to }]
    problems.push(`"namespace-map" must be "from => to" with two namespaces; got \`${line}\`.`)
    return []
  })

/** Names of namespaces; a pattern such as `prod.*` would match none, and so protect none, without a word. */
export const parseNamespaces = (name: InputName, read: SettingsReader, problems: string[]): readonly string[] => {
  const names = read.list(name)
  for (const wrong of names.filter((text) => !isNamespaceParent(text)))
    problems.push(`"${name}" must be names of namespaces (their dot-children are meant as well); got \`${wrong}\`.`)
  return names
}

/** `scripts => company.team` or `scripts`, one each. What is not of that form is added to `problems`. */
export const parseFilesFolders = (lines: readonly string[], problems: string[]): FilesFolder[] =>
  lines.flatMap((line) => {
    const [folder = '', namespace, ...rest] = line.split('=>').map((part) => part.trim())
    const isPlace = folder !== '' && !folder.split(/[\\/]/).includes('..')
    if (rest.length === 0 && isPlace && (namespace === undefined || isNamespaceParent(namespace)))
      return [{ folder, namespace }]
    problems.push(`"files" must be "folder => namespace" or "folder", from the top of the repository; got \`${line}\`.`)
    return []
  })
