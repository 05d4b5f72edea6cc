import * as z from 'zod'
import type { Position, Problem } from '../../finding/problem.ts'
import { isProblemCode, makeProblem, problemCodes } from '../../finding/problem-codes.ts'
import { gotInstead } from '../../text/closest-word.ts'
import { plainText } from '../../text/json.ts'
import { valueAt } from '../../yaml/map-value.ts'
import { isInputName } from '../inputs/inputs.ts'
import { parseFilesFolders, parseNamespaceMap } from '../namespace-settings.ts'
import { parseRules, ruleSchema } from './config-rules.ts'
import { type ConfigYaml, meantOr, readConfigYaml } from './config-yaml.ts'

/** Where the settings of the repository itself stand. */
export const CONFIG_PATH = '.kestra/gitops.yml'

/** The same under the other ending; not both at once. */
export const CONFIG_PATHS: readonly string[] = [CONFIG_PATH, '.kestra/gitops.yaml']

const path = z.string().min(1)
const severity = z.enum(['error', 'warning', 'info', 'off'])

/** `.kestra/gitops.yml`: what a pull request may change, because it cannot make the deploy do more than its review shows. */
export const configSchema = z
  .strictObject({
    roots: z
      .array(path)
      .describe('Folders that hold flows and namespace files. When left out, they are found automatically.'),
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
    strict: z
      .boolean()
      .describe(
        'What is certain to fail at run time is an error instead of a warning; docs/problems.md marks what can.',
      ),
    severities: z
      .record(z.string(), severity)
      .describe('Another severity per problem code of docs/problems.md; "off" leaves the code out.'),
    rules: z
      .array(ruleSchema)
      .describe(
        'JSON Schemas that flows must fit; a pull request is held to those of its base branch (docs/rules.md).',
      ),
  })
  .partial()
  .meta({ title: 'Settings of kestra-gitops', description: `The file ${CONFIG_PATH}.` })

/** So many settings nobody has; what looks them up may take its time for each. */
const MAX_CONFIG_BYTES = 65_536

/** The text of `.kestra/gitops.yml` → settings. What is wrong in it is in `problems`, with its line; then nothing of it counts. */
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

/** A pull request may change this file, so it may not say what is deleted, where it goes or who is protected. */
const powerKey = (key: string, position: Position): Problem => {
  const message = `\`${key}\` does not count in ${CONFIG_PATH}, which every pull request may change.`
  const hint = `Set \`${key}\` as an input of the action, in the workflow file.`
  return makeProblem('config-not-allowed', { message, hint, file: CONFIG_PATH, position })
}

const unknownKey = (path: readonly PropertyKey[]): string => {
  const names = Object.keys(path.length === 1 ? configSchema.shape : ruleSchema.shape)
  const meant = meantOr(`there are ${names.join(', ')}.`, String(path.at(-1)), names)
  return `\`${path.join('.')}\` is no setting; ${meant}`
}

/** What is wrong beyond the form is added to `problems`. */
const toConfig = (values: z.infer<typeof configSchema>, read: ConfigYaml, problems: Problem[]) => {
  const { 'namespace-map': map = [], files = [], severities = {}, rules = [] } = values
  const [ofMap, ofFiles]: [string[], string[]] = [[], []]
  const namespaceMap = parseNamespaceMap(map, ofMap)
  const folders = parseFilesFolders(files, ofFiles)
  for (const message of ofMap) problems.push(read.invalid(message, ['namespace-map']))
  for (const message of ofFiles) problems.push(read.invalid(message, ['files']))
  for (const code of Object.keys(severities).filter((name) => !isProblemCode(name))) {
    const meant = meantOr('docs/problems.md lists them.', code, Object.keys(problemCodes))
    problems.push(read.invalid(`\`severities.${code}\` is no code of a problem; ${meant}`, ['severities', code]))
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

/** The settings of the repository. What was not set is empty, `false` or `undefined`. */
export type RepositoryConfig = Readonly<ReturnType<typeof toConfig>>

/** What counts without such a file. */
export const NOTHING_SET: RepositoryConfig = parseConfig('').config

/** What each setting of `.kestra/gitops.yml` is, in words. */
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

/** What should stand at this place of the file, in one sentence. */
const expectation = (path: readonly PropertyKey[]): string => {
  const expected = EXPECTED[String(path[0])]
  if (path.length === 0) return 'The file must be a mapping of settings to values.'
  return `\`${path.join('.')}\` does not fit: \`${String(path[0])}\` must be ${expected ?? 'of another form'}.`
}

/** What is written where only some values may stand, which they are, and the nearest. */
const choice = (path: readonly PropertyKey[], choices: readonly unknown[], root: unknown): string => {
  const value = valueAt(root, path)
  const names = choices.map(String)
  return `\`${path.join('.')}\` must be one of ${names.join(', ')}; ${gotInstead(plainText(value), names)}`
}
