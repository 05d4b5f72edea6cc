import type { ProblemCodeEntry } from '../finding/problem.ts'
import type { KnownVersion } from '../flow/kestra-version.ts'
import type { Suite } from '../suites/suite.ts'
import type { FlowRule, RuleContext } from './rule-context.ts'
import type { PlacedFinding, RuleFinding } from './rule-finding.ts'
import type { SymbolIndex } from './symbol-index.ts'

/** The facts that an example needs beside its text. */
interface ExampleContext {
  readonly version?: KnownVersion
  /** The names of the secrets of the namespace `company.team`. */
  readonly secrets?: readonly string[]
  /** True for a server that has no resource but those of the example. Without it nothing is known of the server. */
  readonly hasServer?: true
}

/** Two texts: the rule reports its code in the first one and not in the second. Several flows are separated by `---`. */
export interface RuleExamples {
  readonly context?: ExampleContext
  readonly reported: string
  readonly accepted: string
}

/** The entry of a code in the documentation, with its examples. */
export interface RuleCodeEntry extends ProblemCodeEntry {
  readonly examples?: RuleExamples
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
