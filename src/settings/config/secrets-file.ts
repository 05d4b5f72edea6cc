import * as z from 'zod'
import type { Problem } from '../../finding/problem.ts'
import { isNamespace } from '../../resource/namespace.ts'
import { readConfigYaml } from './config-yaml.ts'

/** The names of secrets by namespace, never their values: what checks without a server know of them. It widens nothing. */
export const SECRETS_PATH = '.kestra/secrets.yml'

const MAX_BYTES = 1_048_576
const lists = z.record(z.string(), z.array(z.string()).nullable()).nullable()

/** The text of `.kestra/secrets.yml` → the names by namespace, or what is wrong with it. A namespace without names has none. */
export const parseSecretsFile = (
  text: string,
): { readonly secrets: ReadonlyMap<string, ReadonlySet<string>> } | { readonly problems: readonly Problem[] } => {
  const read = readConfigYaml(SECRETS_PATH, text, MAX_BYTES)
  if ('problems' in read) return { problems: read.problems.slice(0, 1) }
  const parsed = lists.safeParse(read.value ?? null)
  if (!parsed.success) {
    const message = 'Each key is a namespace, and under it stands a list of the names of its secrets.'
    return { problems: [read.invalid(message, parsed.error.issues[0]?.path ?? [])] }
  }
  const entries = Object.entries(parsed.data ?? {})
  const [wrong] = entries.find(([namespace]) => !isNamespace(namespace)) ?? []
  if (wrong !== undefined) return { problems: [read.invalid(`"${wrong}" is no namespace.`, [wrong])] }
  return { secrets: new Map(entries.map(([namespace, names]) => [namespace, new Set(names ?? [])])) }
}

/** The text of the file for these names, in order. */
export const writeSecretsFile = (secrets: ReadonlyMap<string, ReadonlySet<string>>): string => {
  const head = '# Names of secrets by namespace, never their values; the command `schema` brings it up to date.\n'
  const lines = [...secrets]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([namespace, names]) => `${namespace}: ${JSON.stringify([...names].toSorted())}\n`)
  return head + lines.join('')
}
