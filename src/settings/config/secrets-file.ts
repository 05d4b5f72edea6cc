import * as z from 'zod'
import type { Problem } from '../../finding/problem.ts'
import { isNamespace } from '../../resource/namespace.ts'
import { readConfigYaml } from './config-yaml.ts'

/** The file that lists the names of secrets by namespace, never their values. Offline checks read it; it grants no permission. */
export const SECRETS_PATH = '.kestra/secrets.yml'

const MAX_BYTES = 1_048_576
const lists = z.record(z.string(), z.array(z.string()).nullable()).nullable()

/** Parses `.kestra/secrets.yml`. Returns the names by namespace, or the problems. A namespace with an empty value has no secrets. */
export const parseSecretsFile = (
  text: string,
): { readonly secrets: ReadonlyMap<string, ReadonlySet<string>> } | { readonly problems: readonly Problem[] } => {
  const read = readConfigYaml(SECRETS_PATH, text, MAX_BYTES)
  if ('problems' in read) return { problems: read.problems.slice(0, 1) }
  const parsed = lists.safeParse(read.value ?? null)
  if (!parsed.success) {
    const message = 'Each key must be a namespace, and its value a list of the names of its secrets.'
    return { problems: [read.invalid(message, parsed.error.issues[0]?.path ?? [])] }
  }
  const entries = Object.entries(parsed.data ?? {})
  const [wrong] = entries.find(([namespace]) => !isNamespace(namespace)) ?? []
  if (wrong !== undefined) return { problems: [read.invalid(`"${wrong}" is not a valid namespace.`, [wrong])] }
  return { secrets: new Map(entries.map(([namespace, names]) => [namespace, new Set(names ?? [])])) }
}

/** The text of the file, sorted by namespace and by name. */
export const writeSecretsFile = (secrets: ReadonlyMap<string, ReadonlySet<string>>): string => {
  const head = '# Names of secrets by namespace, never their values; the command `schema` updates this file.\n'
  const lines = [...secrets]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([namespace, names]) => `${namespace}: ${JSON.stringify([...names].toSorted())}\n`)
  return head + lines.join('')
}
