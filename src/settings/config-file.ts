import { isMap, isNode, isScalar, LineCounter, type Pair, parseDocument, visit } from 'yaml'
import * as z from 'zod'
import type { Position, Problem } from '../problem/problem.ts'
import { isProblemCode, makeProblem } from '../problem/problem-codes.ts'
import type { FilesFolder, NamespaceMapping } from '../resource/namespace.ts'
import { closestWord } from '../text/closest-word.ts'
import { yamlWords } from '../text/yaml-words.ts'
import { expectation } from './config-words.ts'
import { parseFilesFolders } from './files-folders.ts'
import { INPUTS } from './inputs.ts'
import { parseNamespaceMap } from './settings.ts'

/** Where the settings of the repository itself stand. */
export const CONFIG_PATH = '.kestra/gitops.yml'

/** The same under the other ending; not both at once. */
export const CONFIG_PATHS: readonly string[] = [CONFIG_PATH, '.kestra/gitops.yaml']

const path = z.string().min(1)
const severity = z.enum(['error', 'warning', 'info', 'off'])

/** `.kestra/gitops.yml`: what a pull request may change, because it cannot make the deploy do more than its review shows. */
export const configSchema = z
  .strictObject({
    roots: z.array(path).describe('Folders that hold flows and namespace files. Found by themselves when left out.'),
    namespace: z.string().describe('Namespace of files, and of flows without one, that no folder names.'),
    'namespace-from': z
      .enum(['yaml', 'folder'])
      .describe('What names the namespace of a flow: its YAML, or its folder, as git.SyncFlows has it.'),
    'namespace-map': z
      .array(z.string().regex(/=>/, 'must be "from => to"'))
      .describe('Deploys the tree to other namespaces: "from => to", with dot-children.'),
    files: z
      .array(path)
      .describe('Folders of namespace files that their names do not tell: "folder => namespace", or "folder".'),
    include: z
      .array(z.string())
      .describe('Patterns like those of .gitignore, from the top: what is looked at wherever it lies.'),
    exclude: z
      .array(z.string())
      .describe('Patterns like those of .kestraignore, from the top: what is neither deployed nor deleted.'),
    strict: z.boolean().describe('References to flows and files that exist nowhere are errors instead of warnings.'),
    severities: z
      .record(z.string(), severity)
      .describe('Another severity per problem code of docs/problems.md; "off" leaves the code out.'),
  })
  .partial()
  .meta({ title: 'Settings of kestra-gitops', description: `The file ${CONFIG_PATH}.` })

/** The settings of the repository. What was not set is empty, `false` or `undefined`. */
export interface RepositoryConfig {
  readonly roots: readonly string[]
  readonly namespace: string | undefined
  readonly namespaceFrom: 'yaml' | 'folder' | undefined
  readonly namespaceMap: readonly NamespaceMapping[]
  readonly files: readonly FilesFolder[]
  readonly include: readonly string[]
  readonly exclude: readonly string[]
  readonly isStrict: boolean
  readonly severities: Readonly<Record<string, z.infer<typeof severity>>>
}

/** So many settings nobody has; what looks them up may take its time for each. */
const MAX_CONFIG_BYTES = 65_536

/** The text of `.kestra/gitops.yml` → settings. What is wrong in it is in `problems`, with its line; then nothing of it counts. */
export const parseConfig = (
  text: string,
): { readonly config: RepositoryConfig; readonly problems: readonly Problem[] } => {
  const read = readYaml(text)
  if ('problems' in read) return { config: NOTHING_SET, problems: read.problems }
  const { value, positionOf } = read
  const parsed = configSchema.safeParse(value ?? {})
  const problems = parsed.success
    ? checkValues(parsed.data, positionOf)
    : parsed.error.issues.flatMap((issue) => problemsOf(issue, positionOf))
  return { config: parsed.success && problems.length === 0 ? toConfig(parsed.data) : NOTHING_SET, problems }
}

type Positions = (key: PropertyKey | undefined) => Position

const START: Position = { line: 1, column: 1 }

/** The plain value of the file, or what is wrong with it as YAML. Aliases are refused: nine lines of them make gigabytes. */
const readYaml = (
  text: string,
): { readonly value: unknown; readonly positionOf: Positions } | { readonly problems: readonly Problem[] } => {
  if (Buffer.byteLength(text) > MAX_CONFIG_BYTES) {
    return { problems: [invalid(`The file is larger than ${MAX_CONFIG_BYTES / 1024} KB.`, START)] }
  }
  const lines = new LineCounter()
  const at = (offset: number): Position => {
    const { line, col } = lines.linePos(offset)
    return { line, column: col }
  }
  try {
    // This library compares every key with every other to find equal ones.
    const document = parseDocument(text, { lineCounter: lines, logLevel: 'silent', uniqueKeys: false })
    const problems = document.errors.map((error) => invalid(yamlWords(error), at(error.pos[0])))
    visit(document, {
      Alias: (_key, { source, range }) =>
        void problems.push(
          invalid(`\`*${source}\`: aliases are not read here. Write the value out.`, at(range?.[0] ?? 0)),
        ),
      Map: (_key, { items }) =>
        repeatedKeys(items).forEach(({ key, offset }) => {
          problems.push(invalid(`\`${key}\` is set twice.`, at(offset)))
        }),
    })
    if (problems.length > 0) return { problems }
    const offsets = new Map(isMap(document.contents) ? document.contents.items.map(({ key }) => keyOf(key)) : [])
    return { value: document.toJS(), positionOf: (key) => at(offsets.get(String(key)) ?? 0) }
  } catch (error) {
    if (error instanceof RangeError) return { problems: [invalid('The file is nested too deep to be read.', START)] }
    throw error
  }
}

/** The text of a key, and where it stands. */
const keyOf = (key: unknown): [string, number] =>
  isScalar(key) ? [String(key.value), key.range?.[0] ?? 0] : ['', isNode(key) ? (key.range?.[0] ?? 0) : 0]

const repeatedKeys = (pairs: readonly Pair<unknown, unknown>[]) => {
  const seen = new Set<string>()
  return pairs.flatMap(({ key: node }) => {
    const [key, offset] = keyOf(node)
    if (!seen.has(key)) {
      seen.add(key)
      return []
    }
    return [{ key, offset }]
  })
}

const problemsOf = (issue: z.core.$ZodIssue, positionOf: Positions): Problem[] => {
  if (issue.code !== 'unrecognized_keys') {
    return [invalid(expectation(issue.path), positionOf(issue.path[0]))]
  }
  return issue.keys.map((key) => (Object.hasOwn(INPUTS, key) ? powerKey(key, positionOf) : unknownKey(key, positionOf)))
}

/** A pull request may change this file, so it may not say what is deleted, where it goes or who is protected. */
const powerKey = (key: string, positionOf: Positions): Problem => {
  const message = `\`${key}\` does not count in ${CONFIG_PATH}, which every pull request may change.`
  const hint = `Set \`${key}\` as an input of the action, in the workflow file.`
  return makeProblem('config-not-allowed', { message, hint, file: CONFIG_PATH, position: positionOf(key) })
}

const unknownKey = (key: string, positionOf: Positions): Problem => {
  const names = Object.keys(configSchema.shape)
  const nearest = closestWord(key, names)
  const meant = nearest === undefined ? `there are ${names.join(', ')}.` : `did you mean \`${nearest}\`?`
  return invalid(`\`${key}\` is no setting; ${meant}`, positionOf(key))
}

const invalid = (message: string, position: Position): Problem =>
  makeProblem('config-invalid', { message, file: CONFIG_PATH, position })

const checkValues = (values: z.infer<typeof configSchema>, positionOf: Positions): Problem[] => {
  const mapProblems: string[] = []
  parseNamespaceMap(values['namespace-map'] ?? [], mapProblems)
  const filesProblems: string[] = []
  parseFilesFolders(values.files ?? [], filesProblems)
  const unknownCodes = Object.keys(values.severities ?? {}).filter((code) => !isProblemCode(code))
  return [
    ...mapProblems.map((message) => invalid(message, positionOf('namespace-map'))),
    ...filesProblems.map((message) => invalid(message, positionOf('files'))),
    ...unknownCodes.map((code) => invalid(`\`severities.${code}\` is no code of a problem.`, positionOf('severities'))),
  ]
}

const toConfig = (values: z.infer<typeof configSchema>): RepositoryConfig => ({
  roots: values.roots ?? [],
  namespace: values.namespace,
  namespaceFrom: values['namespace-from'],
  namespaceMap: parseNamespaceMap(values['namespace-map'] ?? [], []),
  files: parseFilesFolders(values.files ?? [], []),
  include: values.include ?? [],
  exclude: values.exclude ?? [],
  isStrict: values.strict ?? false,
  severities: values.severities ?? {},
})

const NOTHING_SET = toConfig({})
