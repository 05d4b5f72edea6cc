import type { ProblemCodeEntry } from '../finding/problem.ts'
import type { KnownVersion } from '../flow/kestra-version.ts'
import type { Suite } from '../suites/suite.ts'
import type { FlowRule, RuleContext } from './rule-context.ts'
import type { PlacedFinding, RuleFinding } from './rule-finding.ts'
import type { SymbolIndex } from './symbol-index.ts'

/** The facts that an example needs beside its text. All names are in the namespace `company.team`. */
interface ExampleContext {
  readonly version?: KnownVersion
  readonly secrets?: readonly string[]
  /** Paths of files in the tree, with a leading slash. */
  readonly files?: readonly string[]
  /** Key-value pairs in the tree. */
  readonly pairs?: Readonly<Record<string, unknown>>
  /** True for a server that has no resource but those in the tree and the flows `onServer`. Without it the server is not known. */
  readonly hasServer?: true
  readonly onServer?: readonly string[]
  /** The use of a suite. Default: a test. */
  readonly suite?: 'smoke'
}

/**
 * Two texts: the rule reports its code in the first one and not in the second. Several flows are separated by `---`. A text with
 * `testCases` is a suite.
 */
export interface RuleExamples {
  readonly context?: ExampleContext
  readonly reported: string
  readonly accepted: string
}

/** The entry of a code in the documentation, with its examples. */
export interface RuleCodeEntry extends ProblemCodeEntry {
  readonly examples: RuleExamples
}

/** Checks a suite of flow tests. `version` is that of the server, if it is known. */
type SuiteRule = (suite: Suite, known: SymbolIndex, version: KnownVersion | undefined) => readonly RuleFinding[]

/** One run of a rule over a tree: it is given each flow once, and reports at the end. */
interface TreeRun {
  readonly add: (flow: RuleContext, known: SymbolIndex) => void
  readonly report: () => readonly PlacedFinding[]
}

/** One rule: the codes that it owns, and its check of a flow, of a whole tree or of a suite. */
export interface Rule {
  readonly codes: Readonly<Record<string, RuleCodeEntry>>
  /** Facts beside the tree that the rule needs to report everything: the outputs of task types, or facts about the server. */
  readonly needs?: readonly ('types' | 'server')[]
  readonly flow?: FlowRule
  /** Begins a run over a tree. */
  readonly tree?: () => TreeRun
  readonly suite?: SuiteRule
}

/** The rule, with its type checked. */
export const defineRule = (rule: Rule): Rule => rule

/** A check of a tree: `collect` takes from each flow what `report` needs of it, because the flows themselves are dropped. */
export const collectedByFlow =
  <T>(
    collect: (flow: RuleContext, known: SymbolIndex) => T,
    report: (all: readonly T[]) => readonly PlacedFinding[],
  ): NonNullable<Rule['tree']> =>
  () => {
    const all: T[] = []
    return { add: (flow, known) => void all.push(collect(flow, known)), report: () => report(all) }
  }

/** A text of YAML without the indentation of its first line, and with one line end at its end. */
export const yaml = ([text = '']: readonly string[]): string => {
  const lines = text.replace(/^\n/, '').trimEnd().split('\n')
  const indentation = /^ */.exec(lines[0] ?? '')?.[0].length ?? 0
  return `${lines.map((line) => line.slice(indentation)).join('\n')}\n`
}
