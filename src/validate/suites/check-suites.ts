import { type Diagnostic, problemOf } from '../../flow/diagnostic.ts'
import type { KnownVersion } from '../../kestra/server.ts'
import { isTemplate } from '../../pebble/lex-pebble.ts'
import { parsePebble } from '../../pebble/parse-pebble.ts'
import type { Problem } from '../../problem/problem.ts'
import type { Suite } from '../../test/suite/suite.ts'
import { isMapValue, walkTexts } from '../../yaml/map-value.ts'
import type { KnownTree } from '../known-tree.ts'
import { checkAgainstFlow } from './check-against-flow.ts'
import { checkSuiteShape } from './check-suite-shape.ts'

/** Everything that is wrong with suites of flow tests, as far as the tree and what is known of the server tell it. */
export const checkSuites = (
  suites: readonly Suite[],
  known: KnownTree,
  version: KnownVersion | undefined,
): readonly Problem[] =>
  suites.flatMap((suite) => {
    const { document } = suite
    // What is broken in a file that is never deployed stops no deploy.
    const syntax = document.diagnostics.map((diagnostic): Diagnostic => ({ ...diagnostic, severity: 'warning' }))
    if (!isMapValue(document.value)) return syntax.map((diagnostic) => problemOf(suite, diagnostic))
    const diagnostics = [
      ...syntax,
      ...checkSuiteShape(document, document.value),
      ...checkCases(suite, version),
      ...checkExpressions(suite),
      ...checkAgainstFlow(suite, known),
    ]
    return diagnostics.map((diagnostic) => problemOf(suite, diagnostic))
  })

const checkCases = (suite: Suite, version: KnownVersion | undefined): readonly Diagnostic[] => {
  const seen = new Set<string>()
  return suite.cases.flatMap((each): Diagnostic[] => {
    const { id, path, assertions, expectedState } = each
    const found: Diagnostic[] = []
    if (id !== '' && seen.has(id))
      found.push({
        code: 'suite-duplicate-case',
        path: [...path, 'id'],
        message: `Another case before it has the id \`${id}\`.`,
      })
    seen.add(id)
    if (assertions.length === 0 && expectedState === undefined)
      found.push({ code: 'suite-no-assertion', path, message: 'This case asserts nothing.', severity: 'info' })
    for (const { checks, path: at } of assertions)
      if (checks.length === 0)
        found.push({ code: 'suite-no-assertion', path: at, message: 'This assertion has no operator.' })
    if (expectedState !== undefined && version !== undefined && version.major < 2)
      found.push({
        code: 'suite-expected-state',
        path: [...path, 'expectedState'],
        part: 'key',
        message: `Kestra ${version.major}.${version.minor} does not know \`expectedState\`.`,
        severity: 'info',
      })
    return [...found, ...fixturesOfSmoke(suite, each)]
  })
}

const fixturesOfSmoke = ({ use, document }: Suite, { path }: Suite['cases'][number]): readonly Diagnostic[] =>
  use === 'test'
    ? []
    : ['files', 'tasks', 'trigger'].flatMap((name): Diagnostic[] => {
        const at = [...path, 'fixtures', name]
        if (document.positionOf(at, 'key') === undefined) return []
        return [
          { code: 'smoke-fixture', path: at, part: 'key', message: `A smoke run takes no fixture; got \`${name}\`.` },
        ]
      })

const checkExpressions = ({ document }: Suite): readonly Diagnostic[] => {
  const found: Diagnostic[] = []
  walkTexts(isMapValue(document.value) ? document.value['testCases'] : undefined, (text, path) => {
    const fault = isTemplate(text) ? parsePebble(text) : undefined
    // The content of a file is not rendered.
    if (fault === undefined || !('says' in fault) || path.includes('files')) return
    const message = `Kestra cannot read this expression: ${fault.says}.`
    found.push({ code: 'suite-expression', path: ['testCases', ...path], message })
  })
  return found
}
