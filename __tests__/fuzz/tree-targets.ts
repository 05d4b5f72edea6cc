import type { Problem } from '../../src/finding/problem.ts'
import { isUserError } from '../../src/finding/user-error.ts'
import { previewFlow } from '../../src/flow/preview-flow.ts'
import type { PreviewParts } from '../../src/flow/preview-sites.ts'
import { namespaceEdits } from '../../src/flow/rewrite-namespace.ts'
import { flowForCase } from '../../src/flow-tests/fixtures/flow-for-case.ts'
import { caseToRun } from '../../src/flow-tests/run/run-case.ts'
import { readTree } from '../../src/kinds/read-tree.ts'
import { checkRules } from '../../src/lint/check-repository-rules.ts'
import { validateOffline } from '../../src/lint/validate-offline.ts'
import { parseConfig } from '../../src/settings/config/config-file.ts'
import { parseSchemaFile } from '../../src/settings/config/config-rules.ts'
import { readSuite } from '../../src/suites/suite.ts'
import { isMapValue } from '../../src/yaml/map-value.ts'
import { parseYaml } from '../../src/yaml/yaml-document.ts'
import { aTree } from '../repository/a-tree.ts'
import { bytesOf, must, seedFile, type Target, textOf } from './target.ts'

const FLOWS = ['import-orders', 'daily-report', 'order-webhook', 'backfill-orders'].map((id) =>
  seedFile(`examples/shop.sales/flows/${id}.yml`),
)
const DASHBOARDS = [seedFile('examples/_global/dashboards/orders.yml')]
const PAIRS = [
  seedFile('examples/shop.sales/kv.yml'),
  bytesOf('day: 2026-01-01\nfor: PT5M\nmany: {a: [1, 1.0, 1e400]}\nno: null\n'),
]
const SUITES = [
  seedFile('examples/shop.sales/tests/import-orders.yml'),
  seedFile('examples/shop.logistics/tests/returns.yml'),
  bytesOf(`id: odd
namespace: shop.sales
flowId: import-orders
testCases:
  - id: one
    fixtures:
      inputs: { date: 2026-11-20, other: null }
      files: { 'a.txt': "text\\n" }
      tasks:
        - { id: fetch, state: WARNING, outputs: { code: 1.10, "{{ x }}": [012, 1e3, { a: "{{ files['a.txt'] }}" }] } }
        - { id: call, value: x }
      trigger: { id: daily, type: t, variables: { date: 2031-01-01 } }
    assertions:
      - { value: "{{ outputs.fetch.code }}", in: ["{{ 1 }}", 1.10], greaterThan: 1_000, errorMessage: "{% raw %}" }
    expectedState: FAILED
`),
]
const IGNORE = ['*.md\n!keep.md\n/build/\n**/tmp/*.y?ml\n', '[a-z]*\n\\#x\n\\!y\nlogs/**/x\n'].map(bytesOf)
const CONFIG = [
  'root:\n  - flows\nnamespace: team\nnamespace-map:\n  - dev=>prod\nexclude:\n  - "*.md"\nseverities:\n  unknown-type: error\nstrict: true\n',
  'rules:\n  - id: a\n    message: m\n    namespaces: [shop]\n    schema:\n      required: [labels]\n      properties: { id: { pattern: "^[a-z]" } }\n',
].map(bytesOf)
const SCHEMAS = [
  '{"$ref":"#/$defs/a","$defs":{"a":{"properties":{"id":{"not":{"pattern":"s$"}}},"items":{"$ref":"#/$defs/a"},"additionalProperties":{"$ref":"#/$defs/a"}}}}',
  'anyOf: [{ required: [tasks], minProperties: 9 }, { if: { required: [id] }, then: false }]\nproperties:\n  tasks: { contains: { const: 1 }, maxContains: 2, uniqueItems: true, prefixItems: [{ type: [object, "null"] }] }\n',
].map(bytesOf)

/** Positions that editors and GitHub can go to. */
const mustBeInFile = ({ code, line, column }: Problem, lines: number): void => {
  must(line === undefined || (line >= 1 && line <= lines), `${code} stands on line ${line} of ${lines}`)
  must(column === undefined || column >= 1, `${code} stands in column ${column}`)
}

/** A whole tree in which one file is foreign. */
const readAs = (file: string) => async (bytes: Uint8Array) => {
  const files = {
    'flows/daily.yml':
      'id: daily\nnamespace: team\ntasks:\n  - id: a\n    type: io.kestra.plugin.core.log.Log\n    message: a\n',
    'team/kv.yml': 'limit: 1\n',
    'files/team/a.sql': 'select 1',
    [file]: bytes,
  }
  const settings = { roots: [], namespaceMap: [{ from: 'team', to: 'prod' }] }
  const reading = await readTree(aTree(files), settings)
  const lines = textOf(bytes).split(/\r\n|[\n\r\u0085\u2028\u2029]/).length
  for (const problem of [...reading.problems, ...validateOffline(reading)])
    if (problem.file === file) mustBeInFile(problem, lines)
}

const readFlow = (bytes: Uint8Array): void => {
  const document = parseYaml(textOf(bytes))
  must(document.source === textOf(bytes), 'what is sent is what Git has')
  for (const { position } of document.documentFindings)
    must(position.line >= 1 && position.column >= 1, 'a place in the file')
  const mapped = document.withEdits(namespaceEdits(document, [{ from: 'shop', to: 'prod.shop' }]), undefined)
  must(mapped.isReadable === document.isReadable, 'a flow stays one under another namespace')
  const preview = previewFlow(document, EVERYTHING)
  if (typeof preview === 'string') return
  const { value } = preview.document
  must(asText(value) === asText(document.value), 'a preview changes nothing else')
  must(!(isMapValue(value) && 'triggers' in value), 'a preview has no triggers')
}

const EVERYTHING: PreviewParts = {
  prefix: 'pr-7',
  hasFlow: () => true,
  hasKey: () => true,
  hasFiles: () => true,
  hasNamespace: () => true,
}

/** Without what a preview puts in and leaves out. */
const asText = (value: unknown): string => {
  const { triggers: _, ...rest } = isMapValue(value) ? value : {}
  return JSON.stringify(rest).replaceAll('pr-7.', '')
}

/** Its cases, put on a flow that is all right as far as the suite names its tasks. */
const readAsSuite = (bytes: Uint8Array): void => {
  const suite = readSuite('team/tests/a.yml', parseYaml(textOf(bytes)), 'shop.sales')
  const lines = textOf(bytes).split(/\r\n|[\n\r\u0085\u2028\u2029]/).length
  const flow = { file: 'f.yml', document: parseYaml(textOf(FLOWS[0] ?? bytes)) }
  for (const of of suite.cases) {
    for (const { position } of [of, ...of.tasks, ...of.assertions])
      must(position.line >= 1 && position.line <= lines && position.column >= 1, 'a place in the file')
    const made = flowForCase({ suite, case: of, flow, outputOrder: 'hashed' })
    if ('skipped' in made) {
      must(made.skipped !== '', 'a reason')
      continue
    }
    const { id, namespace, documentFindings } = made.flow
    must(id === 'import-orders' && namespace === 'shop.sales', 'the flow that is tested')
    must(documentFindings.length === 0, 'what is sent can be read')
    caseToRun(made.suite, made.case, {
      namespace: suite.namespace,
      revision: 1,
      fileInputs: new Set(),
      givenTasks: made.givenTasks,
    })
  }
}

const readConfig = (bytes: Uint8Array): void => {
  const { config, problems } = parseConfig(textOf(bytes))
  must(problems.length === 0 || config.roots.length === 0, 'of settings with a fault none counts')
  for (const problem of problems) mustBeInFile(problem, textOf(bytes).split('\n').length)
}

/** A rule of the repository, on a flow that is all right. */
const readRule = (bytes: Uint8Array): void => {
  const read = parseSchemaFile('a.json', textOf(bytes))
  if ('problems' in read) {
    for (const problem of read.problems) mustBeInFile(problem, textOf(bytes).split('\n').length)
    return
  }
  const rule = { id: 'a', message: 'm', namespaces: [], severity: 'error', schema: read.schema } as const
  const document = parseYaml(textOf(FLOWS[0] ?? bytes))
  for (const problem of checkRules([rule], [{ namespace: 'n', id: 'i', file: 'f', document }], 1000))
    mustBeInFile(problem, document.source.split('\n').length)
}

const readIgnore = async (bytes: Uint8Array): Promise<void> => {
  try {
    await readAs('.kestraignore')(bytes)
  } catch (error) {
    if (!isUserError(error)) throw error
  }
}

export const TREE_TARGETS: readonly Target[] = [
  { name: 'flow', seeds: FLOWS, read: readFlow },
  { name: 'flow in a tree', seeds: FLOWS, read: readAs('flows/foreign.yml') },
  { name: 'loose YAML', seeds: [...FLOWS, ...DASHBOARDS], read: readAs('foreign.yml') },
  { name: 'dashboard', seeds: DASHBOARDS, read: readAs('_global/dashboards/foreign.yml') },
  { name: 'key-value pairs', seeds: PAIRS, read: readAs('other.team/kv.yml') },
  { name: 'suite of flow tests', seeds: SUITES, read: readAsSuite },
  { name: 'suite in a tree', seeds: SUITES, read: readAs('team/tests/foreign.yml') },
  { name: '.kestraignore', seeds: IGNORE, read: readIgnore },
  { name: '.kestra/gitops.yml', seeds: CONFIG, read: readConfig },
  { name: 'schema of a rule', seeds: SCHEMAS, read: readRule },
]
