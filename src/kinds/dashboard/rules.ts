import type { Problem } from '../../finding/problem.ts'
import { makeProblem } from '../../finding/problem-codes.ts'
import { type DocumentFinding, problemOf } from '../../flow/document-finding.ts'
import { isOtherRoute, isPathStep } from '../../resource/route-names.ts'
import { decodeUtf8 } from '../../text/decode-utf8.ts'
import { plainText } from '../../text/json.ts'
import { isMapValue, type MapValue, type NodePath } from '../../yaml/map-value.ts'
import { type ParseYaml, parseYaml, type YamlDocument } from '../../yaml/yaml-document.ts'
import {
  countKeys,
  encodingProblems,
  keysInText,
  MAX_PARSED_BYTES,
  type Typo,
  tooLargeToParse,
  typosOf,
} from '../../yaml/yaml-file.ts'

/** The longest id that the server stores (docs/internals/facts/kestra.md, "Dashboards"). */
export const MAX_DASHBOARD_ID_LENGTH = 100

/** The pattern of chart ids in the server's model (docs/internals/facts/kestra.md, "Dashboards"). */
const CHART_ID = /^[a-zA-Z0-9][a-zA-Z0-9_-]*$/

/** Every problem of one dashboard file that can be found without a server, each with its position. */
export const dashboardProblems = (file: string, document: YamlDocument): readonly Problem[] => {
  const { value, documentFindings } = document
  const found = isMapValue(value) ? problemsOfMap(document, value) : notAMap(document)
  return [...documentFindings, ...found].map((finding) => problemOf({ file, document }, finding))
}

const notAMap = ({ documentFindings }: YamlDocument): readonly DocumentFinding[] =>
  documentFindings.some(({ isFatal }) => isFatal)
    ? []
    : [{ code: 'not-a-map', message: 'This document is not a map of keys.', position: { line: 1, column: 1 } }]

/** The findings about a dashboard. A misspelled key is not also reported as missing. */
const problemsOfMap = (document: YamlDocument, value: MapValue): readonly DocumentFinding[] => {
  const typos = typosOf(Object.keys(value), DASHBOARD_KEYS)
  const isMisspelled = (key: string) => typos.some(({ intended }) => intended === key)
  return [
    ...typos.map(misspelled),
    ...(isMisspelled('id') ? [] : idProblems(document)),
    ...(isMisspelled('title') ? [] : titleProblems(value)),
    ...texts(value),
    ...(isMisspelled('charts') ? [] : charts(document, value)),
  ]
}

const misspelled = ({ written, intended }: Typo): DocumentFinding => ({
  code: 'meant-as-dashboard',
  path: [written],
  part: 'key',
  message: `A dashboard has no key \`${written}\`. Did you mean \`${intended}\`?`,
})

const idProblems = ({ id }: YamlDocument): readonly DocumentFinding[] => {
  const path = ['id']
  if (id === undefined || id === '') {
    const message = 'The dashboard has no `id`. A deploy needs it to find the dashboard on the server again.'
    return [{ code: 'missing-property', path, message, position: { line: 1, column: 1 } }]
  }
  if (isOtherRoute('/dashboards/{id}', { id })) {
    const message = `The address of a dashboard named \`${id}\` is another route of the server's API.`
    return [{ code: 'name-is-a-route', path, message }]
  }
  if (!isPathStep(id)) {
    const message = `The id \`${id}\` of this dashboard cannot be part of an address.`
    return [{ code: 'invalid-dashboard-id', path, message }]
  }
  if (id.length <= MAX_DASHBOARD_ID_LENGTH) return []
  const message = `The id of this dashboard has ${id.length} characters; the server stores at most ${MAX_DASHBOARD_ID_LENGTH}.`
  return [{ code: 'invalid-dashboard-id', path, message }]
}

const titleProblems = ({ title }: MapValue): readonly DocumentFinding[] =>
  isNothing(title) || plainText(title).trim() === ''
    ? [{ code: 'dashboard-without-title', path: ['title'], message: 'The dashboard has no `title`.' }]
    : []

const isNothing = (value: unknown): boolean => value === undefined || value === null || value === ''

const texts = (value: MapValue): readonly DocumentFinding[] => [
  ...['id', 'title', 'description'].flatMap((key) =>
    typeof value[key] === 'object' && value[key] !== null ? [wrongShape([key], 'a text')] : [],
  ),
  ...(isNothing(value['timeWindow']) || isMapValue(value['timeWindow']) ? [] : [wrongShape(['timeWindow'], 'a map')]),
]

const wrongShape = (path: NodePath, wanted: string): DocumentFinding => ({
  code: 'wrong-shape',
  path,
  message: `\`${path.join('.')}\` must be ${wanted}.`,
})

const charts = (document: YamlDocument, { charts: list }: MapValue): readonly DocumentFinding[] => {
  if (isNothing(list) || (Array.isArray(list) && list.length === 0))
    return [{ code: 'dashboard-without-charts', path: ['charts'], message: 'The dashboard has no chart.' }]
  if (!Array.isArray(list)) return [wrongShape(['charts'], 'a list of charts')]
  const found = list.flatMap((chart: unknown, index) => chartProblems(document, chart, index))
  return [...found, ...duplicateCharts(document, list)]
}

const chartProblems = (document: YamlDocument, chart: unknown, index: number): readonly DocumentFinding[] => {
  const path = ['charts', index]
  if (!isMapValue(chart)) return [wrongShape(path, 'a chart, a map of keys')]
  const id = document.textOf([...path, 'id'])
  const missing = ['id', 'type'].filter((key) => isNothing(chart[key]))
  const problems = missing.map((key): DocumentFinding => {
    const message = `The chart${id === undefined ? '' : ` \`${id}\``} has no \`${key}\`.`
    return { code: 'missing-property', path, message }
  })
  if (id === undefined || id === '' || CHART_ID.test(id)) return problems
  const message = `The chart id \`${id}\` is not valid: letters, digits, \`_\` and \`-\` only, first a letter or digit.`
  return [...problems, { code: 'invalid-id', path: [...path, 'id'], message }]
}

const duplicateCharts = (document: YamlDocument, list: readonly unknown[]): readonly DocumentFinding[] => {
  const lines = new Map<string, number | undefined>()
  return list.flatMap((_, index): readonly DocumentFinding[] => {
    const path = ['charts', index, 'id']
    const id = document.textOf(path)
    if (id === undefined) return []
    if (!lines.has(id)) {
      lines.set(id, document.positionOf(path)?.line)
      return []
    }
    const message = `The chart id \`${id}\` is already used in line ${lines.get(id) ?? 1}.`
    return [{ code: 'duplicate-id', path, message }]
  })
}

/** The keys that every dashboard has. */
const DASHBOARD_KEYS = ['id', 'title', 'charts']

/** A YAML file of a dashboards folder. `document` is set if the file was intended as a dashboard. */
export interface DashboardFile {
  readonly file: string
  readonly document: YamlDocument | undefined
  /** Findings about the file. Does not include those about the contents of a dashboard. */
  readonly problems: readonly Problem[]
}

/** Parses one file. If the folder may belong to another program (`isCertain` is false), the file needs more keys of a dashboard. */
export const parseDashboardFile = (
  file: string,
  content: Uint8Array,
  { isCertain, parse = parseYaml }: { readonly isCertain: boolean; readonly parse?: ParseYaml | undefined },
): DashboardFile => {
  const decoded = decodeUtf8(content)
  const source = decoded.text
  // The kind of flows reports flows.
  if (/^["']?tasks["']?\s*:/m.test(source)) return { file, document: undefined, problems: [] }
  if (content.length > MAX_PARSED_BYTES)
    return { file, document: undefined, problems: [tooLargeToParse(file, content.length)] }
  const document = parse(source)
  const looksLike = otherKindOf(document, isCertain)
  if (looksLike === undefined) return { file, document, problems: encodingProblems(file, decoded) }
  const message = `This is not a dashboard but ${looksLike}: skipped.`
  return { file, document: undefined, problems: [makeProblem('not-a-dashboard', { message, file })] }
}

/** Other kinds of files, by a key that a Kestra dashboard never has. Used for maps without charts. */
const OTHER_KINDS: Readonly<Record<string, string>> = {
  panels: 'a Grafana dashboard',
  rows: 'a Grafana dashboard',
  providers: 'a Grafana settings file',
  widgets: 'a Datadog dashboard',
  views: 'a Home Assistant dashboard',
  dashboard: 'a Looker dashboard',
  apiVersion: 'a Kubernetes object',
  testCases: 'a Kestra unit test',
  services: 'a Compose file',
  jobs: 'a GitHub workflow',
  models: 'a dbt file',
}

const otherKindOf = ({ source, value, isReadable }: YamlDocument, isCertain: boolean): string | undefined => {
  if (!isReadable) return isCertain || countKeys(keysInText(source), DASHBOARD_KEYS) >= 2 ? undefined : 'invalid YAML'
  if (!isMapValue(value)) return isCertain ? undefined : 'YAML without keys'
  const keys = Object.keys(value)
  if (DASHBOARD_KEYS.every((key) => keys.includes(key))) return undefined
  const known = keys.includes('charts') ? undefined : Object.keys(OTHER_KINDS).find((key) => keys.includes(key))
  if (known !== undefined) return OTHER_KINDS[known]
  return countKeys(keys, DASHBOARD_KEYS) >= (isCertain ? 1 : 2) ? undefined : 'another YAML file'
}
