import type { Problem } from '../finding/problem.ts'
import type { KnownVersion } from '../flow/kestra-version.ts'
import type { Suite } from '../suites/suite.ts'
import { isMapValue } from '../yaml/map-value.ts'
import { problemOf } from './all-codes.ts'
import type { RuleFinding } from './rule-finding.ts'
import { rules } from './rule-list.ts'
import type { SymbolIndex } from './symbol-index.ts'

const SUITE_RULES = rules.flatMap(({ suite }) => suite ?? [])

/** All problems of flow test suites that the tree and the known facts about the server show. */
export const checkSuites = (
  suites: readonly Suite[],
  known: SymbolIndex,
  version: KnownVersion | undefined,
): readonly Problem[] =>
  suites.flatMap((suite) => {
    const { document } = suite
    // A suite is never deployed, so its syntax errors are warnings.
    const syntax = document.documentFindings.map((finding): RuleFinding => ({ ...finding, severity: 'warning' }))
    const found = isMapValue(document.value) ? SUITE_RULES.flatMap((rule) => rule(suite, known, version)) : []
    return [...syntax, ...found].map((finding) => problemOf(suite, finding))
  })
