import type { Problem } from '../../finding/problem.ts'
import { readContextReferences } from '../../flow/context-references.ts'
import { flowInputs, missingInputs } from '../../flow/declarations.ts'
import { type DocumentFinding, problemOf } from '../../flow/document-finding.ts'
import type { KnownVersion } from '../../flow/kestra-version.ts'
import { walkTasks } from '../../flow/walk-tasks.ts'
import { isTemplate } from '../../pebble/lex-pebble.ts'
import { parsePebble } from '../../pebble/parse-pebble.ts'
import type { Suite, SuiteCase } from '../../suites/suite.ts'
import { closestWord, didYouMean, suggestion } from '../../text/closest-word.ts'
import { joined } from '../../text/lists.ts'
import { isMapValue, type NodePath, textsIn, valueAt } from '../../yaml/map-value.ts'
import type { YamlDocument } from '../../yaml/yaml-document.ts'
import type { SymbolIndex } from '../symbol-index.ts'
import { checkSuiteShape } from './check-suite-shape.ts'

/** All problems of flow test suites that the tree and the known facts about the server show. */
export const checkSuites = (
  suites: readonly Suite[],
  known: SymbolIndex,
  version: KnownVersion | undefined,
): readonly Problem[] =>
  suites.flatMap((suite) => {
    const { document } = suite
    // A suite is never deployed, so its syntax errors are warnings.
    const syntax = document.documentFindings.map((finding): DocumentFinding => ({ ...finding, severity: 'warning' }))
    if (!isMapValue(document.value)) return syntax.map((finding) => problemOf(suite, finding))
    const documentFindings = [
      ...syntax,
      ...checkSuiteShape(document, document.value),
      ...withoutCase(document.value['testCases']),
      ...checkCases(suite, version),
      ...checkExpressions(suite),
      ...checkAgainstFlow(suite, known),
    ]
    return documentFindings.map((finding) => problemOf(suite, finding))
  })

const withoutCase = (testCases: unknown): readonly DocumentFinding[] =>
  Array.isArray(testCases) && testCases.length === 0
    ? [{ code: 'suite-no-assertion', path: ['testCases'], message: 'This suite has no case.' }]
    : []

const checkCases = (suite: Suite, version: KnownVersion | undefined): readonly DocumentFinding[] => {
  const seen = new Set<string>()
  return suite.cases.flatMap((each): DocumentFinding[] => {
    const { id, path } = each
    const isSecond = id !== '' && seen.has(id)
    seen.add(id)
    const message = `Another case before it has the id \`${id}\`.`
    return [
      ...(isSecond ? [{ code: 'suite-duplicate-case', path: [...path, 'id'], message } as const] : []),
      ...withoutAssertion(suite, each),
      ...unknownState(each, version),
      ...(suite.use === 'test' ? [] : smokeFixtures(suite, each)),
    ]
  })
}

const withoutAssertion = (
  { document }: Suite,
  { path, assertions, expectedState }: SuiteCase,
): readonly DocumentFinding[] => {
  const code = 'suite-no-assertion'
  if (assertions.length === 0 && expectedState === undefined)
    return [{ code, path, message: 'This case has neither an assertion nor an `expectedState`.' }]
  if (document.positionOf([...path, 'assertions'], 'key') === undefined)
    return [{ code: 'suite-shape', path, message: '`assertions` is missing here.', severity: 'info' }]
  return assertions
    .filter(({ checks }) => checks.length === 0)
    .map(({ path: at }) => ({ code, path: at, message: 'This assertion has no operator.' }))
}

const unknownState = (
  { path, expectedState }: SuiteCase,
  version: KnownVersion | undefined,
): readonly DocumentFinding[] => {
  if (expectedState === undefined || version === undefined || version.major >= 2) return []
  const message = `Kestra ${version.major}.${version.minor} does not know \`expectedState\`.`
  return [{ code: 'suite-expected-state', path: [...path, 'expectedState'], part: 'key', message, severity: 'info' }]
}

const smokeFixtures = ({ document }: Suite, { path }: SuiteCase): readonly DocumentFinding[] =>
  ['files', 'tasks', 'trigger'].flatMap((name): DocumentFinding[] => {
    const at = [...path, 'fixtures', name]
    const message = `A smoke run does not accept fixtures; got \`${name}\`.`
    return document.positionOf(at, 'key') === undefined
      ? []
      : [{ code: 'smoke-fixture', path: at, part: 'key', message }]
  })

const checkExpressions = ({ document }: Suite): readonly DocumentFinding[] =>
  textsIn(valueAt(document.value, ['testCases'])).flatMap(({ text, path }): readonly DocumentFinding[] => {
    const fault = isTemplate(text) ? parsePebble(text) : undefined
    // Contents of files are not rendered.
    if (fault === undefined || !('says' in fault) || path.includes('files')) return []
    const message = `Kestra cannot read this expression: ${fault.says}.`
    return [{ code: 'suite-expression', path: ['testCases', ...path], message }]
  })

/** Checks the names that a suite uses of its flow: the flow, its tasks, triggers and inputs. */
const checkAgainstFlow = (suite: Suite, known: SymbolIndex): readonly DocumentFinding[] => {
  const { namespace, flowId } = suite
  if (namespace === '' || flowId === '') return []
  const foundIn = known.whereIs(namespace, flowId)
  const flow = known.flowOf(namespace, flowId)?.document
  if (foundIn === 'deleted') return [deletedFlow(suite)]
  if (foundIn === 'nowhere' || foundIn === 'unknown') return [unknownFlow(suite, known)]
  return flow === undefined || !isMapValue(flow.value)
    ? []
    : suite.cases.flatMap((each) => checkCase(suite, each, flow))
}

const deletedFlow = ({ namespace, flowId }: Suite): DocumentFinding => ({
  code: 'suite-unknown-flow',
  path: ['flowId'],
  message: `The flow \`${namespace}.${flowId}\` is no longer in this tree, and is deleted from the server.`,
  hint: 'Remove the suite, or put the flow back into the tree.',
})

const unknownFlow = ({ namespace, flowId }: Suite, known: SymbolIndex): DocumentFinding => {
  const near = closestWord(flowId, known.idsIn(namespace))
  const [other] = known.namespacesOf(flowId)
  const intended = near ?? (other === undefined ? undefined : `${other}.${flowId}`)
  return {
    code: 'suite-unknown-flow',
    path: ['flowId'],
    message: `There is no flow \`${namespace}.${flowId}\` in this tree.`,
    hint: didYouMean(intended),
  }
}

const MOST_MISSING = 5

const checkCase = ({ document }: Suite, each: SuiteCase, flow: YamlDocument): readonly DocumentFinding[] => {
  const nodes = walkTasks(flow)
  const tasks = nodes.flatMap(({ kind, id }) => (kind === 'task' && id !== undefined ? [id] : []))
  const triggers = nodes.flatMap(({ kind, id }) => (kind === 'trigger' && id !== undefined ? [id] : []))
  // A plugin's task may contain tasks that are not visible here.
  const named = (what: 'task' | 'trigger', id: string, path: NodePath): readonly DocumentFinding[] => {
    const ids = what === 'task' ? tasks : triggers
    if (id === '' || ids.includes(id)) return []
    const message = `The flow has no ${what} \`${id}\`.`
    return [{ code: 'suite-unknown-task', path, message, hint: suggestion(id, ids) }]
  }
  return [
    ...checkInputs(each, flow),
    ...each.tasks.flatMap(({ id, path }) => named('task', id, [...path, 'id'])),
    ...(each.trigger === undefined ? [] : named('trigger', each.trigger.id, [...each.trigger.path, 'id'])),
    ...each.assertions.flatMap(({ taskId = '', path }) => named('task', taskId, [...path, 'taskId'])),
    // A ForEachItem adds tasks of its own: `each_items`, `each_merge`.
    ...outputsRead(document, each)
      .filter(({ id }) => !tasks.some((task) => id.startsWith(`${task}_`)))
      .flatMap(({ id, path }) => named('task', id, path)),
  ]
}

const checkInputs = ({ inputs, path }: SuiteCase, flow: YamlDocument): readonly DocumentFinding[] => {
  const declared = flowInputs(flow.value)
  if (declared === undefined) return []
  const at = { code: 'suite-unknown-input', path: [...path, 'fixtures', 'inputs'], part: 'key' } as const
  const unknown = Object.keys(inputs).filter(
    (id) => !declared.byId.has(id.replace(/\..*$/, '')) && !declared.byId.has(id),
  )
  const { count, first } = missingInputs(declared, inputs, MOST_MISSING)
  const needed = `The flow needs ${joined(first.map((id) => `\`${id}\``))}, which this case does not give.`
  return [
    ...unknown.map((id) => {
      const message = `The flow has no input \`${id}\`.`
      return { ...at, path: [...at.path, id], message, hint: suggestion(id, declared.byId.keys()) }
    }),
    ...(count === 0 ? [] : [{ ...at, message: needed }]),
  ]
}

const outputsRead = (
  document: YamlDocument,
  { path }: SuiteCase,
): readonly { readonly id: string; readonly path: NodePath }[] => {
  const below = [...path, 'assertions']
  return textsIn(valueAt(document.value, below)).flatMap(({ text, path: at }) =>
    readContextReferences(text).flatMap(({ root, names, hyphenated, isGuarded, isConditional }) => {
      const [first] = names
      if (root !== 'outputs' || first === undefined || isGuarded || isConditional) return []
      const id = names.length === 1 && hyphenated !== undefined ? hyphenated : first.name
      return [{ id, path: [...below, ...at] }]
    }),
  )
}
