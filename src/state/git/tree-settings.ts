import { isDeepStrictEqual } from 'node:util'
import type { Problem } from '../../finding/problem.ts'
import { makeProblem } from '../../finding/problem-codes.ts'
import type { TreeSettings } from '../../kinds/kind-in-tree.ts'
import type { RepositoryRule } from '../../lint/check-repository-rules.ts'
import type { RepositorySettings, Tree } from '../../repository/tree.ts'
import {
  CONFIG_PATH,
  CONFIG_PATHS,
  NOTHING_SET,
  parseConfig,
  type RepositoryConfig,
} from '../../settings/config/config-file.ts'
import { parseSchemaFile, type RuleSetting } from '../../settings/config/config-rules.ts'
import type { Settings } from '../../settings/settings.ts'
import { joined } from '../../text/lists.ts'
import type { RunOptions } from '../run-options.ts'

/** The settings that a tree brings along, with what is wrong in them. Throws only when the file cannot be read. */
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

/** What is set by input or flag wins over the file of the repository. */
export const treeSettingsOf = (settings: Settings, config: RepositoryConfig): RepositorySettings => ({
  roots: (settings.roots.length > 0 ? settings.roots : config.roots).filter((root) => !isTop(root)),
  include: settings.include.length > 0 ? settings.include : config.include,
  // What either of them hides stays hidden.
  exclude: [...config.exclude, ...settings.exclude],
  ...targetOf(settings, config),
})

/** The whole repository: everything is searched, as without a root. */
const isTop = (root: string): boolean => root.split('/').every((step) => step === '' || step === '.')

/** Where a tree goes: the part of its settings that is of its own commit, whichever tree it is compared with. */
type TreeTarget = Pick<TreeSettings, 'namespace' | 'namespaceFrom' | 'namespaceMap' | 'files'>

/** Where the tree of another commit went, by the file that it had then: a change of that file must not speak for the past. */
export const targetOf = (settings: Settings, config: RepositoryConfig): TreeTarget => ({
  namespaceMap: settings.namespaceMap.length > 0 ? settings.namespaceMap : config.namespaceMap,
  namespace: settings.namespace ?? config.namespace,
  namespaceFrom: settings.namespaceFrom ?? config.namespaceFrom,
  files: config.files,
})

/** A sentence for each setting of the file by which a change sends its tree elsewhere than its base went. */
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
  places: TreeTarget,
): string => {
  const lines = {
    namespace: [places.namespace ?? ''],
    'namespace-from': [places.namespaceFrom ?? ''],
    'namespace-map': places.namespaceMap.map(({ from, to }) => `${from} => ${to}`),
    files: places.files?.map(({ folder, namespace }) => [folder, namespace ?? []].flat().join(' => ')) ?? [],
  }[name]
  const text = lines.toSorted().join(', ')
  return text === '' ? 'nothing' : `\`${text}\``
}

/** The rules that a tree brings, with what is wrong in the files of their schemas; a rule that cannot be read is left out. */
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

/** The rules of the base commit, or why nobody can tell: a clause without a final stop. */
export type BaseRules =
  | { readonly kind: 'known'; readonly rules: readonly RepositoryRule[] }
  | { readonly kind: 'unknown'; readonly why: string }

/** Of a base commit, with what is wrong in its settings: where one rule cannot be read, none of them is known. */
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
 * The rules that this run holds the flows to. A change that is only proposed may not choose them: those of its base count, and it is
 * said what the change makes of them. Where these are not known, that is an error, whatever rules it brings itself.
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

/** An error on a proposal, from forks as well: it would else pass because nobody looked. */
const notChecked = (why: string): Problem =>
  makeProblem('rule-not-checked', {
    message: `The rules of the base branch cannot be read: ${why}. A change that is only proposed is held to them, not to its own.`,
    hint: `Let the job read the base commit: \`contents: read\`, and \`fetch-depth: 0\` at actions/checkout; on an event that names no base, name it in \`base\`. What is not valid on the base branch is mended there, by who may merge in spite of this error.`,
  })

const changesOf = (before: readonly RepositoryRule[], now: readonly RepositoryRule[]): readonly string[] => {
  const [was, is] = [before, now].map((rules) => new Map(rules.map((rule) => [rule.id, rule])))
  const idsOf = (rules: readonly RepositoryRule[], isMeant: (rule: RepositoryRule) => boolean) =>
    joined(rules.filter(isMeant).map(({ id }) => `\`${id}\``))
  const changed = {
    removes: idsOf(before, ({ id }) => is?.has(id) !== true),
    changes: idsOf(now, (rule) => was?.has(rule.id) === true && !isDeepStrictEqual(was.get(rule.id), rule)),
    adds: idsOf(now, ({ id }) => was?.has(id) !== true),
  }
  return Object.entries(changed).flatMap(([does, ids]) => (ids === '' ? [] : [`${does} the rule ${ids}`]))
}
