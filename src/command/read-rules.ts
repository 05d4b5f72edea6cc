import { isDeepStrictEqual } from 'node:util'
import type { Problem } from '../problem/problem.ts'
import { makeProblem } from '../problem/problem-codes.ts'
import type { Tree } from '../repository/tree.ts'
import { CONFIG_PATH, type RepositoryConfig } from '../settings/config-file.ts'
import { parseSchemaFile, type RuleSetting } from '../settings/config-rules.ts'
import { joined } from '../text/lists.ts'
import type { RepositoryRule } from '../validate/check-repository-rule.ts'
import type { RunOptions } from './run-options.ts'

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
    const message = `The rule \`${rule.id}\` has its schema in "${schema}", and there is no such file. Write its path from the top of the repository.`
    return { problems: [makeProblem('config-invalid', { message, file: CONFIG_PATH, position })] }
  }
  const parsed = parseSchemaFile(schema, new TextDecoder().decode(await tree.read(schema)))
  return 'problems' in parsed ? parsed : { rule: { ...rule, schema: parsed.schema } }
}

/** Rules of a tree; `undefined` where they are not known. */
type Rules = readonly RepositoryRule[] | undefined

/**
 * The rules that this run holds the flows to. A change that is only proposed may not choose them: those of its base count, where they
 * are known, and it is said what the change makes of them.
 */
export const rulesThatCount = (
  own: readonly RepositoryRule[],
  base: Rules,
  { rulesOf }: Pick<RunOptions, 'rulesOf'>,
): { readonly rules: readonly RepositoryRule[]; readonly notices: readonly string[] } => {
  if (rulesOf === 'tree') return { rules: own, notices: [] }
  if (base === undefined) {
    const notice = `The rules of the base branch are not known, so this change is held to those that it brings itself.`
    return { rules: own, notices: own.length === 0 ? [] : [notice] }
  }
  const changes = changesOf(base, own)
  const notice = `This change ${joined(changes)} in ${CONFIG_PATH}. It is held to the rules of its base branch; its own count when it is merged.`
  return { rules: base, notices: changes.length === 0 ? [] : [notice] }
}

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
