import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'
import * as z from 'zod'

export const GROUPS = [
  'outputs',
  'pebble',
  'names',
  'inputs',
  'values',
  'secrets',
  'files-and-keys',
  'triggers',
  'plugin-defaults',
  'conditions',
  'calls',
] as const
type Group = (typeof GROUPS)[number]

/** How the execution begins: by hand; by itself, as its trigger wants; by its webhook; or never: then only its next date is asked for. */
const Begin = z.enum(['by hand', 'by itself', 'by webhook', 'as planned'])

const Written = z.strictObject({
  name: z.string(),
  /** Everything below id and namespace. `«right→wrong»` is where twin and mistake differ; `$ns` is the namespace. */
  flow: z.string(),
  begins: Begin.default('by hand'),
  inputs: z.record(z.string(), z.string()).default({}),
  /** Other flows of the namespace by id. */
  others: z.record(z.string(), z.string()).default({}),
  /** Those of the others that run before, one after the other, for what listens to them. */
  first: z.union([z.string().transform((id) => [id]), z.array(z.string())]).default([]),
  /** A text of the line that the mistake shows at, where that is not the line in which the twins differ. */
  at: z.string().optional(),
  files: z.record(z.string(), z.string()).default({}),
  /** Key-value pairs, each as the JSON text of its value. */
  pairs: z.record(z.string(), z.string()).default({}),
  /** Names of secrets that the server must have, each with its own name as value. */
  secrets: z.array(z.string()).default([]),
  /** The generation that has what the flow uses; default: both. */
  only: z.enum(['1.x', '2.x']).optional(),
  /** The state that the sound twin ends in. */
  sound: z.string().default('SUCCESS'),
  /** `differs`: the mistake may end in the same state, and do something else; `refused`: the server does not store it. */
  mistake: z.enum(['fails', 'differs', 'refused']).default('fails'),
  /** `engines`: played on the engines of 1.3.31 and 2.0.0 alone; the others on real servers (README.md). */
  played: z.enum(['servers', 'engines']).default('servers'),
})

/** One mistake and its sound twin. */
export interface Case extends z.infer<typeof Written> {
  readonly group: Group
  /** `group/name`: what outcomes and tables call it. */
  readonly key: string
}

export type ResourceState = 'sound' | 'wrong'

/** The cases in the text of one file. Throws where it is not a list of cases. */
export const parseCases = (text: string, group: Group): readonly Case[] =>
  z
    .array(Written)
    .parse(parse(text))
    .map((written) => ({ ...written, group, key: `${group}/${written.name}` }))

/** Every case, in the order of the files. Throws where a file is no list of cases, a name is there twice or the mark is missing. */
export const readCases = (): readonly Case[] => {
  const cases = GROUPS.flatMap((group) => {
    const text = readFileSync(fileURLToPath(new URL(`./cases/${group}.yml`, import.meta.url)), 'utf8')
    return parseCases(text, group)
  })
  const seen = new Set<string>()
  for (const { key, flow } of cases) {
    if (seen.has(key)) throw new Error(`Two cases are called ${key}.`)
    if (flow.match(MARK)?.length !== 1) throw new Error(`${key} needs one mark «right→wrong».`)
    seen.add(key)
  }
  return cases
}

const MARK = /«([^«»]*)→([^«»]*)»/g
const HEAD = 'id: flow\nnamespace: $ns\n'

/** The text of the flow `flow` in the namespace. */
export const flowOf = ({ flow }: Case, side: ResourceState, namespace: string): string =>
  placed(`${HEAD}${flow.replace(MARK, side === 'sound' ? '$1' : '$2')}`, namespace)

/** The texts of the other flows of the case in the namespace, by id. */
export const othersOf = ({ others }: Case, namespace: string): ReadonlyMap<string, string> =>
  new Map(Object.entries(others).map(([id, text]) => [id, placed(`id: ${id}\nnamespace: $ns\n${text}`, namespace)]))

/** First and last line of the mistake in its flow, from 1: those that differ from its twin, or that of `at`. */
export const linesOf = ({ key, flow, at }: Case): readonly [number, number] => {
  const text = HEAD + flow
  const [mark] = text.matchAll(MARK)
  if (mark === undefined) throw new Error(`${key} has no mark.`)
  if (at !== undefined) {
    const line =
      text
        .replace(MARK, '$2')
        .split('\n')
        .findIndex((each) => each.includes(at)) + 1
    if (line === 0) throw new Error(`${key} has no line with ${at}.`)
    return [line, line]
  }
  const first = text.slice(0, mark.index).split('\n').length
  return [first, first + (mark[2] ?? '').trimEnd().split('\n').length - 1]
}

/** The servers, and the engines of the suite, by whose outcomes cases are proven. */
export const PLAYED_ON = { servers: ['1.0.3', '2.0.0-SNAPSHOT'], engines: ['1.3.31', '2.0.0'] } as const

/** Whether the case is played on this version, and that has what the case uses. */
export const isFor = ({ only, played }: Case, version: string): boolean =>
  PLAYED_ON[played].some((each) => each === version) &&
  (only === undefined || (only === '1.x') === version.startsWith('1.'))

const placed = (text: string, namespace: string): string => text.replaceAll('$ns', namespace)
