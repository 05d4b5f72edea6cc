import type { NamespaceMapping } from '../flow/rewrite-namespace.ts'
import type { InputName } from './inputs.ts'
import type { SettingsReader } from './raw-settings.ts'

const NAMESPACE = /^[a-z0-9](?:[a-z0-9._-]*[a-z0-9_-])?$/

/** `dev => prod`, one per line (product.md, "Layouts"). What is not of that form is added to `problems`. */
export const parseNamespaceMap = (lines: readonly string[], problems: string[]): NamespaceMapping[] =>
  lines.flatMap((line) => {
    const [from = '', to = '', ...rest] = line.split('=>').map((part) => part.trim())
    if (rest.length === 0 && NAMESPACE.test(from) && NAMESPACE.test(to)) return [{ from, to }]
    problems.push(`"namespace-map" must be "from => to" with two namespaces; got \`${line}\`.`)
    return []
  })

/** Names of namespaces; a pattern such as `prod.*` would match none, and so protect none, without a word. */
export const parseNamespaces = (name: InputName, read: SettingsReader, problems: string[]): readonly string[] => {
  const names = read.list(name)
  for (const wrong of names.filter((text) => !NAMESPACE.test(text)))
    problems.push(`"${name}" must be names of namespaces (their dot-children are meant as well); got \`${wrong}\`.`)
  return names
}
