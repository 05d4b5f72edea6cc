import { isDeepStrictEqual } from 'node:util'
import type { Problem } from '../../finding/problem.ts'
import { makeProblem } from '../../finding/problem-codes.ts'
import type { TreeSettings } from '../../kinds/kind-in-tree.ts'
import type { RepositoryRule } from '../../lint/check-repository-rules.ts'
import type { RepositorySettings, Tree } from '../../repository/tree.ts'
import { CONFIG_PATH } from '../../resource/config-path.ts'
import { CONFIG_PATHS, NOTHING_SET, parseConfig, type RepositoryConfig } from '../../settings/config/config-file.ts'
import { parseSchemaFile, type RuleSetting } from '../../settings/config/config-rules.ts'
import type { Settings } from '../../settings/settings.ts'
import { joined } from '../../text/lists.ts'
import type { RunOptions } from '../run-options.ts'

/** Reads the settings in a tree, with their problems. Throws only if the file cannot be read. */
export const readConfig = async (
  tree: Pick<Tree, 'paths' | 'read'>,
): Promise<{ readonly config: RepositoryConfig; readonly problems: readonly Problem[] }> => {
  const [file, ...others] = CONFIG_PATHS.filter((path) => tree.paths.includes(path))
  if (file === undefined) return { config: NOTHING_SET, problems: [] }
  const { config, problems } = parseConfig(new TextDecoder().decode(await tree.read(file)))
  if (others.length === 0) return { config, problems: problems.map((problem) => ({ ...problem, file })) }
  const message = `There is ${file} and ${others.join(', ')}: which of them counts? Neither does.`
  const hint = 'Keep one of the two.'
  return { config: NOTHING_SET, problems: [makeProblem('config-invalid', { message, hint, file })] }
}

/** An input or flag overrides the repository's settings file. */
export const treeSettingsOf = (settings: Settings, config: RepositoryConfig): RepositorySettings => ({
  roots: (settings.roots.length > 0 ? settings.roots : config.roots).filter((root) => !isTop(root)),
  include: settings.include.length > 0 ? settings.include : config.include,
  // A path excluded by either stays excluded.
  exclude: [...config.exclude, ...settings.exclude],
  ...targetOf(settings, config),
})

/** True for the whole repository: it is searched as without a root. */
const isTop = (root: string): boolean => root.split('/').every((step) => step === '' || step === '.')

/** The settings of a tree that decide its namespaces. They come from its own commit. */
type TreeTarget = Pick<TreeSettings, 'namespace' | 'namespaceFrom' | 'namespaceMap' | 'files'>

/** The target of another commit's tree, by its own settings file: a change of that file must not affect the past. */
export const targetOf = (settings: Settings, config: RepositoryConfig): TreeTarget => ({
  namespaceMap: settings.namespaceMap.length > 0 ? settings.namespaceMap : config.namespaceMap,
  namespace: settings.namespace ?? config.namespace,
  namespaceFrom: settings.namespaceFrom ?? config.namespaceFrom,
  files: config.files,
})

/** A sentence for each setting by which a change sends its tree to other namespaces than its base. */
export const targetNotices = (before: TreeTarget, now: TreeTarget): readonly string[] =>
  (['namespace', 'namespace-from', 'namespace-map', 'files'] as const).flatMap((name) => {
    const [was, is] = [formatSetting(name, before), formatSetting(name, now)]
    if (was === is) return []
    return [
      `This change sets \`${name}\` in ${CONFIG_PATH} from ${was} to ${is}: what it deploys goes to other namespaces than before. "namespaces" in the workflow limits them.`,
    ]
  })

const formatSetting = (
  name: 'namespace' | 'namespace-from' | 'namespace-map' | 'files',
  target: TreeTarget,
): string => {
  const lines = {
    namespace: [target.namespace ?? ''],
    'namespace-from': [target.namespaceFrom ?? ''],
    'namespace-map': target.namespaceMap.map(({ from, to }) => `${from} => ${to}`),
    files: target.files?.map(({ folder, namespace }) => [folder, namespace ?? []].flat().join(' => ')) ?? [],
  }[name]
  const text = lines.toSorted().join(', ')
  return text === '' ? 'nothing' : `\`${text}\``
}

/** Reads the rules of a tree, with problems of their schema files. A rule that cannot be read is left out. */
export const readRules = async (
  tree: Pick<Tree, 'paths' | 'read'>,
  { rules }: Pick<RepositoryConfig, 'rules'>,
): Promise<{ readonly rules: readonly RepositoryRule[]; readonly problems: readonly Problem[] }> => {
  const read = await Promise.all(rules.map((rule) => readRule(tree, rule)))
  return {
    rules: read.flatMap((one) => ('rule' in one ? [one.rule] : [])),
    problems: read.flatMap((one) => ('problems' in one ? one.problems : [])),
  }
}

const readRule = async (
  tree: Pick<Tree, 'paths' | 'read'>,
  { schema, position, ...rule }: RuleSetting,
): Promise<{ readonly rule: RepositoryRule } | { readonly problems: readonly Problem[] }> => {
  if (typeof schema !== 'string') return { rule: { ...rule, schema } }
  if (!tree.paths.includes(schema)) {
    const file = CONFIG_PATHS.find((path) => tree.paths.includes(path)) ?? CONFIG_PATH
    const message = `The rule \`${rule.id}\` has its schema in "${schema}", and there is no such file. Write its path from the top of the repository.`
    return { problems: [makeProblem('config-invalid', { message, file, position })] }
  }
  const parsed = parseSchemaFile(schema, new TextDecoder().decode(await tree.read(schema)))
  return 'problems' in parsed ? parsed : { rule: { ...rule, schema: parsed.schema } }
}

/** The rules of the base commit, or a clause without a final stop that says why they are not known. */
export type BaseRules =
  | { readonly kind: 'known'; readonly rules: readonly RepositoryRule[] }
  | { readonly kind: 'unknown'; readonly why: string }

/** Reads the rules of a base commit with the problems of its settings. If one rule cannot be read, none of them is known. */
export const baseRulesOf = async (
  tree: Pick<Tree, 'paths' | 'read'>,
  config: RepositoryConfig,
  problems: readonly Problem[],
): Promise<BaseRules> => {
  const read = await readRules(tree, config)
  const [fault] = [...problems, ...read.problems]
  if (fault === undefined) return { kind: 'known', rules: read.rules }
  const place = [fault.file, fault.line].filter((part) => part !== undefined).join(':')
  return { kind: 'unknown', why: `${place} is not valid there` }
}

interface ApplicableRules {
  readonly rules: readonly RepositoryRule[]
  readonly notices: readonly string[]
  readonly problems: readonly Problem[]
}

/**
 * The rules that apply to the flows in this run. A proposed change must not choose them: the rules of its base apply, and a notice says
 * what the change does to them. If they are not known, this is an error, whatever rules the change contains.
 */
export const rulesThatCount = (
  own: readonly RepositoryRule[],
  base: BaseRules,
  { trustedConfig }: Pick<RunOptions, 'trustedConfig'>,
): ApplicableRules => {
  if (trustedConfig === 'tree') return { rules: own, notices: [], problems: [] }
  if (base.kind === 'unknown') return { rules: own, notices: [], problems: [notChecked(base.why)] }
  const changes = changesOf(base.rules, own)
  const notice = `This change ${joined(changes)} in ${CONFIG_PATH}. It is held to the rules of its base branch; its own count when it is merged.`
  return { rules: base.rules, notices: changes.length === 0 ? [] : [notice], problems: [] }
}

/** The error of a proposed change, also from forks: without rules it would pass unchecked. */
const notChecked = (why: string): Problem =>
  makeProblem('rule-not-checked', {
    message: `The rules of the base branch cannot be read: ${why}. A change that is only proposed is held to them, not to its own.`,
    hint: `Let the job read the base commit: \`contents: read\`, and \`fetch-depth: 0\` at actions/checkout; on an event that names no base, name it in \`base\`. If the settings on the base branch are not valid, fix them there: someone who may merge despite this error must do it.`,
  })

const changesOf = (before: readonly RepositoryRule[], now: readonly RepositoryRule[]): readonly string[] => {
  const [was, is] = [before, now].map((rules) => new Map(rules.map((rule) => [rule.id, rule])))
  const idsOf = (rules: readonly RepositoryRule[], isSelected: (rule: RepositoryRule) => boolean) =>
    joined(rules.filter(isSelected).map(({ id }) => `\`${id}\``))
  const changed = {
    removes: idsOf(before, ({ id }) => is?.has(id) !== true),
    changes: idsOf(now, (rule) => was?.has(rule.id) === true && !isDeepStrictEqual(was.get(rule.id), rule)),
    adds: idsOf(now, ({ id }) => was?.has(id) !== true),
  }
  return Object.entries(changed).flatMap(([does, ids]) => (ids === '' ? [] : [`${does} the rule ${ids}`]))
}
