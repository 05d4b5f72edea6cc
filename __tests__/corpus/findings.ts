import { readFileSync } from 'node:fs'
import type { Problem } from '../../src/finding/problem.ts'
import { codeEntry } from '../../src/lint/all-codes.ts'
import { loadFlowSchema } from '../../src/lint/schema/flow-schema.ts'
import { validateAgainstSchema } from '../../src/lint/schema/validate-against-schema.ts'
import { readPluginOutputs, type TypeOutputs } from '../../src/lint/type-outputs.ts'
import { validateOffline } from '../../src/lint/validate-offline.ts'
import type { DesiredResource } from '../../src/resource/desired.ts'
import type { ResourceName } from '../../src/resource/resource.ts'
import { parseYaml } from '../../src/yaml/yaml-document.ts'
import { aDesiredFile } from '../lint/offline-problems.ts'
import { type Case, flowOf, linesOf, othersOf, type ResourceState } from './cases.ts'

/** The versions that the product's own checks are asked for, each with the schema of its server, and what its types give. */
const VERSIONS = {
  '1.x': { version: { major: 1, minor: 3 }, schema: schemaOf('1.3.31'), types: typesOf('1.0.3') },
  '2.x': { version: { major: 2, minor: 0 }, schema: schemaOf('2.0.0'), types: typesOf('2.0.0-SNAPSHOT') },
} as const
export type Generation = keyof typeof VERSIONS

/** The generations that have what the case uses. */
export const generationsOf = ({ only }: Case): readonly Generation[] => (only === undefined ? ['1.x', '2.x'] : [only])

const NAMESPACE = 'company.team'
/** What the server was asked for and has nothing in, as a run asks for what its flows name. */
const EMPTY = [NAMESPACE, 'company', 'company.nobody']

/** What the product tells of one twin with the rest of its case in the tree, and a server that has nothing else. */
export const findingsOf = (each: Case, side: ResourceState, generation: Generation): readonly Problem[] => {
  const { version, schema, types } = VERSIONS[generation]
  const sources = [flowOf(each, side, NAMESPACE), ...othersOf(each, NAMESPACE).values()]
  const flows = sources.map((source) => {
    const document = parseYaml(source)
    const { id = '' } = document
    return { namespace: NAMESPACE, id, file: `${id}.yml`, document }
  })
  const files = Object.keys(each.files).map((path) => aDesiredFile(NAMESPACE, `/${path}`))
  const pairs: readonly DesiredResource[] = Object.entries(each.pairs).map(([name, json]) => ({
    kind: 'key-value',
    namespace: NAMESPACE,
    name,
    file: 'pairs.yml',
    content: new TextEncoder().encode(json),
  }))
  const resources = [...files, ...pairs]
  const nothing = new Map(EMPTY.map((namespace) => [namespace, new Set<string>()]))
  const server = { flows: [], files: nothing, keys: nothing }
  const dataOf = ({ name }: ResourceName) => JSON.parse(each.pairs[name] ?? 'null')
  const secrets = new Map([[NAMESPACE, new Set(each.secrets)]])
  return [
    ...validateOffline(
      { flows, brokenFlows: [], desired: { resources }, dataOf, secrets },
      { version, types, server: { ...server, isComplete: true } },
    ),
    ...flows.flatMap(({ file, document }) => validateAgainstSchema({ file, document, schema })),
  ]
}

/** Infos are remarks on what is right, but for those of codes that are never more: they say that a value may be missing. */
const isReported = ({ code, severity }: Problem): boolean => severity !== 'info' || codeEntry(code)?.severity === 'info'

/** The codes that are told at the lines of the mistake. */
export const toldAtLine = (each: Case, generation: Generation): readonly string[] => {
  const [first, last] = linesOf(each)
  const here = findingsOf(each, 'wrong', generation).filter(
    (problem) => isReported(problem) && isWithin(problem, [first, last]),
  )
  return [...new Set(here.map(({ code }) => code))].toSorted()
}

const isWithin = ({ file, line }: Problem, [first, last]: readonly [number, number]): boolean =>
  file === 'flow.yml' && line !== undefined && line >= first && line <= last

function schemaOf(version: string) {
  const file = new URL(`../fixtures/flow-schema/${version}.recorded.json`, import.meta.url)
  return loadFlowSchema(JSON.parse(readFileSync(file, 'utf8')))
}

function typesOf(version: string): TypeOutputs {
  const file = new URL(`../fixtures/type-outputs/${version}.recorded.json`, import.meta.url)
  const recorded = Object.entries<unknown>(JSON.parse(readFileSync(file, 'utf8')))
  return Object.fromEntries(recorded.map(([type, outputs]) => [type, readPluginOutputs({ schema: { outputs } }) ?? {}]))
}
