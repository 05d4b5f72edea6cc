import type { Problem } from '../finding/problem.ts'
import { versionOf } from '../flow/kestra-version.ts'
import { hasLinesOfSuite, looksLikeSuite } from '../suites/looks-like-suite.ts'
import { readSuite } from '../suites/suite.ts'
import { isMapValue } from '../yaml/map-value.ts'
import { parseYaml } from '../yaml/yaml-document.ts'
import { isProblemCode } from './all-codes.ts'
import { finalizeFindings } from './finalize-findings.ts'
import { rules as ruleList } from './rule-list.ts'
import { type FlowSchema, loadFlowSchema } from './schema/flow-schema.ts'
import { knowsConstruct } from './schema/knows-construct.ts'
import { validateAgainstSchema } from './schema/validate-against-schema.ts'
import type { CheckedTree } from './symbol-index.ts'
import { validateOffline } from './validate-offline.ts'

// The public API `kestra-gitops/lint` (docs/internals/lint.md). Its types use no type of another file, because dist/lint.d.ts is made of
// this file alone.

/** `warning`: Kestra stores the flow. `info`: not certain, or only worth knowing. */
export type LintSeverity = 'error' | 'warning' | 'info'

/** One finding at its place. Lines and columns count from 1; columns are UTF-16 units. */
export interface LintFinding {
  /** Has an entry in docs/problems.md. */
  readonly code: string
  readonly severity: LintSeverity
  readonly message: string
  /** The exact thing to do, if the message does not say it. */
  readonly fix?: string
  readonly file: string
  readonly line: number
  readonly column: number
  readonly endLine?: number
  readonly endColumn?: number
}

/** Facts that the caller knows beside the flows. Without them fewer findings are certain. */
export interface LintOptions {
  /** The version of Kestra, for example `1.3`. It replaces the version in `schema`. */
  readonly version?: string
  /** The parsed JSON of a schema of flows, as a server exports it (`/api/v1/plugins/schemas/flow`) or the command `schema` writes it. */
  readonly schema?: unknown
  /** Severities by code, in place of the default ones; `off` removes the findings of a code. */
  readonly severities?: Readonly<Record<string, LintSeverity | 'off'>>
  /** Failures at run time are errors, possible ones are warnings. */
  readonly strict?: boolean
}

/** The documentation of one code of a rule. */
export interface LintRule {
  readonly code: string
  /** The default. */
  readonly severity: LintSeverity
  readonly title: string
  /** The behaviour of Kestra, with its consequence. */
  readonly why: string
  readonly fix?: string
  /** Affected versions of Kestra, for example `1.0–1.3`; absent for all. */
  readonly versions?: string
  /**
   * Texts of YAML: the rule reports its code in the first one and not in the second. Several flows are separated by `---`. Some examples need
   * facts that no text has, for example a server with another flow.
   */
  readonly examples: { readonly reported: string; readonly accepted: string }
}

/** Every code of a rule, in the order of docs/problems.md. Findings about YAML itself have other codes. */
export const rules: readonly LintRule[] = ruleList.flatMap(({ codes }) =>
  Object.entries(codes).map(([code, { severity, title, why, fix, versions, examples }]) => ({
    code,
    severity,
    title,
    why,
    ...(fix === undefined ? {} : { fix }),
    ...(versions === undefined ? {} : { versions }),
    examples: { reported: examples.reported, accepted: examples.accepted },
  })),
)

/**
 * Lints the YAML text of one flow. Returns its findings in the order of their places. `file` is the name in the findings, `flow.yml` if
 * absent. Flows that it calls are not looked for. Never throws because of the text; throws for options that cannot be read:
 * another version than `MAJOR.MINOR…`, an unknown code, a schema that no server exports.
 */
export const lintFlow = (
  source: string,
  { file = 'flow.yml', ...options }: LintOptions & { readonly file?: string } = {},
): readonly LintFinding[] => lint({ [file]: source }, options, new Set(['unknown-flow', 'listens-to-nothing']))

/**
 * Lints the flows and flow tests of a tree, also across flows. `files` maps each path, with `/`, to its YAML text. Returns the findings
 * sorted by file and place. Throws as `lintFlow` does.
 */
export const lintTree = (files: Readonly<Record<string, string>>, options: LintOptions = {}): readonly LintFinding[] =>
  lint(files, options, new Set())

const lint = (
  files: Readonly<Record<string, string>>,
  { version, schema, severities = {}, strict = false }: LintOptions,
  omitted: ReadonlySet<string>,
): readonly LintFinding[] => {
  if (version !== undefined && !/^v?\d+\.\d+/.test(version))
    throw new TypeError(`\`version\` is "${version}": write a version of Kestra, for example "1.3".`)
  const unknown = Object.keys(severities).filter((code) => !isProblemCode(code))
  if (unknown.length > 0) throw new TypeError(`\`severities\` names unknown codes: ${unknown.join(', ')}.`)
  const texts = new Map(Object.entries(files).map(([file, text]) => [file, text.replace(/^\uFEFF/, '')]))
  const loaded = schema === undefined ? undefined : loadFlowSchema(schema)
  const known = version === undefined ? loaded?.version : versionOf(version)
  const tree = readTexts(texts)
  const context = { version: known, types: loaded?.outputs, isKnown: loaded && knowsConstruct(loaded) }
  const own = [validateOffline(tree, context), checkAgainstSchema(tree, loaded, known)]
  return finalizeFindings(
    { own, server: [], others: [] },
    {
      severities,
      sourceOf: (file) => texts.get(file),
      omitted,
      accepted: new Set(),
      isStrict: strict,
      // Each finding keeps its own place, also where the version is not known.
      isServerKnown: true,
      listedWhole: [],
    },
  ).map(publicFinding)
}

/** The flows and suites of the texts. A flow without a readable name is checked by itself only. */
const readTexts = (texts: ReadonlyMap<string, string>): CheckedTree => {
  const all = [...texts].map(([file, text]) => ({ file, document: parseYaml(text) }))
  const { suites = [], flows = [] } = Object.groupBy(all, ({ file, document }) => {
    const { isReadable, value, source } = document
    return (isReadable ? looksLikeSuite(file, value) : hasLinesOfSuite(file, source)) ? 'suites' : 'flows'
  })
  const named = flows.flatMap(({ file, document }) => {
    const { id, namespace, value } = document
    return id === undefined || namespace === undefined || !isMapValue(value) ? [] : [{ file, document, id, namespace }]
  })
  const namedFiles = new Set(named.map(({ file }) => file))
  return {
    flows: named,
    brokenFlows: flows.filter(({ file }) => !namedFiles.has(file)),
    suites: suites.map(({ file, document }) => readSuite(file, document)),
    desired: { resources: named.map(({ namespace, id }) => ({ kind: 'flow', namespace, name: id })) },
  }
}

const checkAgainstSchema = (
  { flows, brokenFlows }: CheckedTree,
  schema: FlowSchema | undefined,
  version: ReturnType<typeof versionOf> | undefined,
): readonly Problem[] =>
  schema === undefined
    ? []
    : [...flows, ...brokenFlows].flatMap(({ file, document }) =>
        validateAgainstSchema({ file, document, schema, version }),
      )

const publicFinding = ({
  code,
  severity,
  message,
  hint,
  file = '',
  line = 1,
  column = 1,
  ...end
}: Problem): LintFinding => ({
  code,
  severity,
  message,
  ...(hint === undefined ? {} : { fix: hint }),
  file,
  line,
  column,
  ...(end.endLine === undefined ? {} : { endLine: end.endLine }),
  ...(end.endColumn === undefined ? {} : { endColumn: end.endColumn }),
})
