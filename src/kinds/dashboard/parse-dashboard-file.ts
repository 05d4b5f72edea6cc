import { type DecodedText, decodeUtf8 } from '../../text/decode-utf8.ts'
import { isMapValue, type MapValue } from '../../yaml/map-value.ts'
import { type ParseYaml, parseYaml, type YamlDocument } from '../../yaml/yaml-document.ts'
import { countKeys, MAX_PARSED_BYTES } from '../../yaml/yaml-file.ts'

/** The keys that make a dashboard. */
export const DASHBOARD_KEYS = ['id', 'title', 'charts']

/** What one YAML file of a dashboards folder is. */
export type DashboardFile =
  | {
      readonly kind: 'dashboard'
      readonly file: string
      readonly document: YamlDocument
      readonly decoded: DecodedText
    }
  | { readonly kind: 'other'; readonly file: string; readonly looksLike: string }
  /** Not parsed: no server could either. */
  | { readonly kind: 'too-large'; readonly file: string; readonly bytes: number }
  /** Flows are told of by their own kind. */
  | { readonly kind: 'flow'; readonly file: string }

/** Reads one file; where the folder may be another program's (not `isCertain`), it takes more to be meant as a dashboard. */
export const parseDashboardFile = (
  file: string,
  content: Uint8Array,
  { isCertain, parse = parseYaml }: { readonly isCertain: boolean; readonly parse?: ParseYaml | undefined },
): DashboardFile => {
  const decoded = decodeUtf8(content)
  const source = decoded.text
  if (/^["']?tasks["']?\s*:/m.test(source)) return { kind: 'flow', file }
  if (content.length > MAX_PARSED_BYTES) return { kind: 'too-large', file, bytes: content.length }
  const document = parse(source)
  if (!document.isReadable) {
    const isMeant = isCertain || countKeys(keysInText(source), DASHBOARD_KEYS) >= 2
    return isMeant
      ? { kind: 'dashboard', file, document, decoded }
      : { kind: 'other', file, looksLike: 'YAML that cannot be read' }
  }
  const { value } = document
  if (!isMapValue(value) && !isCertain) return { kind: 'other', file, looksLike: 'YAML without keys' }
  const looksLike = isMapValue(value) ? otherOf(value, { isCertain }) : undefined
  return looksLike === undefined ? { kind: 'dashboard', file, document, decoded } : { kind: 'other', file, looksLike }
}

const keysInText = (source: string): readonly string[] =>
  [...source.matchAll(/^["']?([A-Za-z_][\w-]{0,30})["']?\s*:/gm)].map(([, key = '']) => key)

/** What a map is that has no charts, by a key that no dashboard of Kestra has. */
const OTHERS: Readonly<Record<string, string>> = {
  panels: 'a dashboard of Grafana',
  rows: 'a dashboard of Grafana',
  providers: 'the settings of Grafana',
  widgets: 'a dashboard of Datadog',
  views: 'a dashboard of Home Assistant',
  dashboard: 'a dashboard of Looker',
  apiVersion: 'an object of Kubernetes',
  testCases: 'a unit test of Kestra',
  services: 'a compose file',
  jobs: 'a workflow of GitHub',
  models: 'a file of dbt',
}

const otherOf = (value: MapValue, { isCertain }: { readonly isCertain: boolean }): string | undefined => {
  const keys = Object.keys(value)
  if (DASHBOARD_KEYS.every((key) => keys.includes(key))) return undefined
  const known = keys.includes('charts') ? undefined : Object.keys(OTHERS).find((key) => keys.includes(key))
  if (known !== undefined) return OTHERS[known]
  return countKeys(keys, DASHBOARD_KEYS) >= (isCertain ? 1 : 2) ? undefined : 'another YAML file'
}
