import * as z from 'zod'
import type { Position, Problem } from '../../finding/problem.ts'
import { makeProblem } from '../../finding/problem-codes.ts'
import { allCodes, isProblemCode } from '../../lint/all-codes.ts'
import { CONFIG_PATH } from '../../resource/config-path.ts'
import { gotInstead } from '../../text/closest-word.ts'
import { plainText } from '../../text/json.ts'
import { valueAt } from '../../yaml/map-value.ts'
import { isInputName } from '../inputs/inputs.ts'
import { parseFilesFolders, parseNamespaceMap } from '../namespace-settings.ts'
import { parseRules, ruleSchema } from './config-rules.ts'
import { type ConfigYaml, didYouMeanOr, readConfigYaml } from './config-yaml.ts'

/** The settings file under both extensions. A repository may have only one of them. */
export const CONFIG_PATHS: readonly string[] = [CONFIG_PATH, '.kestra/gitops.yaml']

const path = z.string().min(1)
const severity = z.enum(['error', 'warning', 'info', 'off'])

/** The settings of `.kestra/gitops.yml`. A pull request may change them: they never make a deploy do more than the review shows. */
export const configSchema = z
  .strictObject({
    roots: z
      .array(path)
      .describe('Folders that hold flows and namespace files. When left out, they are found automatically.'),
    namespace: z.string().describe('Namespace of files and flows when neither their YAML nor their folder names one.'),
    'namespace-from': z
      .enum(['yaml', 'folder'])
      .describe('Where the namespace of a flow comes from: its YAML, or its folder, as in git.SyncFlows.'),
    'namespace-map': z
      .array(z.string().regex(/=>/, 'must be "from => to"'))
      .describe('Deploys the tree to other namespaces: "from => to". Child namespaces are included.'),
    files: z.array(path).describe('Folders of namespace files with other names: "folder => namespace", or "folder".'),
    include: z
      .array(z.string())
      .describe('Patterns as in .gitignore, from the top of the repository: paths that are read in any folder.'),
    exclude: z
      .array(z.string())
      .describe(
        'Patterns as in .kestraignore, from the top of the repository: paths that are neither deployed nor deleted.',
      ),
    strict: z
      .boolean()
      .describe(
        'Problems that are certain to fail at run time are errors instead of warnings; docs/problems.md marks their codes.',
      ),
    severities: z
      .record(z.string(), severity)
      .describe('Another severity per problem code of docs/problems.md; "off" leaves the code out.'),
    rules: z
      .array(ruleSchema)
      .describe(
        'JSON Schemas that flows must match; the rules of the base branch apply to a pull request (docs/rules.md).',
      ),
  })
  .partial()
  .meta({ title: 'Settings of kestra-gitops', description: `The file ${CONFIG_PATH}.` })

/** Larger than any real settings file. It bounds lookups, which take linear time. */
const MAX_CONFIG_BYTES = 65_536

/** Parses `.kestra/gitops.yml`. `problems` have their lines; with one problem or more, `config` is `NOTHING_SET`. */
export const parseConfig = (
  text: string,
): { readonly config: RepositoryConfig; readonly problems: readonly Problem[] } => {
  const read = readConfigYaml(CONFIG_PATH, text, MAX_CONFIG_BYTES)
  if ('problems' in read) return { config: NOTHING_SET, problems: read.problems }
  const parsed = configSchema.safeParse(read.value ?? {})
  if (!parsed.success)
    return { config: NOTHING_SET, problems: parsed.error.issues.flatMap((issue) => problemsOf(issue, read)) }
  const problems: Problem[] = []
  const config = toConfig(parsed.data, read, problems)
  return { config: problems.length === 0 ? config : NOTHING_SET, problems }
}

const problemsOf = (issue: z.core.$ZodIssue, { value, positionOf, invalid }: ConfigYaml): Problem[] => {
  const { path } = issue
  if (issue.code === 'invalid_value') return [invalid(choice(path, issue.values, value), path)]
  if (issue.code !== 'unrecognized_keys') return [invalid(expectation(path), path)]
  return issue.keys.map((key) => {
    const here = [...path, key]
    return path.length === 0 && isInputName(key) ? powerKey(key, positionOf(here)) : invalid(unknownKey(here), here)
  })
}

/** The finding for a setting of deletion, target or protection. Every pull request may change this file, so it may not set them. */
const powerKey = (key: string, position: Position): Problem => {
  const message = `\`${key}\` is not allowed in ${CONFIG_PATH}, because every pull request may change that file.`
  const hint = `Set \`${key}\` as an input of the action, in the workflow file.`
  return makeProblem('config-not-allowed', { message, hint, file: CONFIG_PATH, position })
}

const unknownKey = (path: readonly PropertyKey[]): string => {
  const names = Object.keys(path.length === 1 ? configSchema.shape : ruleSchema.shape)
  const suggestion = didYouMeanOr(`the settings are ${names.join(', ')}.`, String(path.at(-1)), names)
  return `\`${path.join('.')}\` is not a setting; ${suggestion}`
}

/** Converts values that match `configSchema`. Adds what the schema cannot check to `problems`. */
const toConfig = (values: z.infer<typeof configSchema>, read: ConfigYaml, problems: Problem[]) => {
  const { 'namespace-map': map = [], files = [], severities = {}, rules = [] } = values
  const [ofMap, ofFiles]: [string[], string[]] = [[], []]
  const namespaceMap = parseNamespaceMap(map, ofMap)
  const folders = parseFilesFolders(files, ofFiles)
  for (const message of ofMap) problems.push(read.invalid(message, ['namespace-map']))
  for (const message of ofFiles) problems.push(read.invalid(message, ['files']))
  for (const code of Object.keys(severities).filter((name) => !isProblemCode(name))) {
    const suggestion = didYouMeanOr('docs/problems.md lists them.', code, Object.keys(allCodes))
    problems.push(read.invalid(`\`severities.${code}\` is not a problem code; ${suggestion}`, ['severities', code]))
  }
  return {
    roots: values.roots ?? [],
    namespace: values.namespace,
    namespaceFrom: values['namespace-from'],
    namespaceMap,
    files: folders,
    include: values.include ?? [],
    exclude: values.exclude ?? [],
    isStrict: values.strict ?? false,
    severities,
    rules: parseRules(rules, read, problems),
  }
}

/** The settings of the repository. Missing settings are empty, `false` or `undefined`. */
export type RepositoryConfig = Readonly<ReturnType<typeof toConfig>>

/** The settings of a repository without a settings file. */
export const NOTHING_SET: RepositoryConfig = parseConfig('').config

/** The expected value of each setting of `.kestra/gitops.yml`, as a clause. */
const EXPECTED: Readonly<Record<string, string>> = {
  roots: 'a list of folders',
  namespace: 'the name of a namespace',
  'namespace-from': 'yaml or folder',
  'namespace-map': 'a list of "from => to"',
  files: 'a list of "folder => namespace", or of folders',
  include: 'a list of patterns',
  exclude: 'a list of patterns',
  strict: 'true or false',
  rules: 'a list of rules, each with `id`, `message` and `schema`',
  severities: 'a mapping of codes to error, warning, info or off',
}

/** The sentence that says which value a path expects. */
const expectation = (path: readonly PropertyKey[]): string => {
  const expected = EXPECTED[String(path[0])]
  if (path.length === 0) return 'The file must be a mapping of settings to values.'
  return `\`${path.join('.')}\` is not valid: \`${String(path[0])}\` must be ${expected ?? 'of another form'}.`
}

/** The sentence for a value outside of `choices`: the choices, the given value and the closest choice. */
const choice = (path: readonly PropertyKey[], choices: readonly unknown[], root: unknown): string => {
  const value = valueAt(root, path)
  const names = choices.map(String)
  return `\`${path.join('.')}\` must be one of ${names.join(', ')}; ${gotInstead(plainText(value), names)}`
}
