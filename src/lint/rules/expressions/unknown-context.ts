import { FAILS_WHEN_RUN } from '../../../finding/problem.ts'
import { type NamedVariable, readNames } from '../../../flow/context-references.ts'
import { isAtLeast } from '../../../flow/kestra-version.ts'
import { pebbleVersions, signaturesOf } from '../../../pebble/signatures.ts'
import { closestWord, didYouMean } from '../../../text/closest-word.ts'
import { isMapValue, mapsIn } from '../../../yaml/map-value.ts'
import { defineRule, yaml } from '../../define-rule.ts'
import { closedContext, type ExpressionText, enclosing, isSurelyRendered } from '../../expression-texts.ts'
import { type FindingDraft, type FlowRule, findingIn, type RuleContext } from '../../rule-context.ts'
import type { RuleFinding } from '../../rule-finding.ts'
import { CONTEXT_PROPERTIES, CONTEXT_ROOTS, MISNAMED_ROOTS, TRACE_ROOT } from './context-table.ts'

export default defineRule({
  codes: {
    'unknown-context': {
      ...FAILS_WHEN_RUN,
      title: 'An expression with a name that no execution has',
      why: 'Beside inputs, outputs, variables and labels an execution has `flow`, `execution`, `task`, `taskrun`, `trigger` and a few more, each with some properties; `item` and `taskrun.value` exist only inside a loop. Any other name fails the task. An unknown label is reported only if the flow has a similar one.',
      fix: "Correct the name, or write `{{ name ?? '' }}` if it may be missing.",
      examples: {
        reported: yaml`
          id: flow
          namespace: company.team
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
              message: "{{ flow.name }}"
        `,
        accepted: yaml`
          id: flow
          namespace: company.team
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
              message: "{{ flow.namespace }}"
        `,
      },
    },
    'uncertain-context': {
      severity: 'info',
      title: 'An expression with a name that only some servers know',
      why: 'Executions have `trace` since Kestra 2.0, and only on a server with tracing. With `strict` this stays an info.',
      fix: "Write `{{ trace.name ?? '' }}`, with your property instead of `name`, if the server may not trace.",
      examples: {
        reported: yaml`
          id: flow
          namespace: company.team
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
              message: "{{ trace.traceId }}"
        `,
        accepted: yaml`
          id: flow
          namespace: company.team
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
              message: "{{ trace.traceId ?? '' }}"
        `,
      },
    },
  },
  flow: (flow, known) => checkNames(flow, known),
})

/**
 * Reports names that the context of an execution does not have: `input.x`, a bare input, `flow.name`, `taskrun.value`
 * outside of a loop. A name that is guarded once (`??`, `is defined`) is not reported anywhere in the flow.
 */
const checkNames: FlowRule = (flow) => {
  const all = flow.texts.flatMap((text) =>
    readNames(text)
      .filter(({ start }) => !isHyphenated(text.text, start))
      .map((name) => ({ text, name })),
  )
  const guarded = new Set(all.filter(({ name }) => name.isGuarded).map(({ name }) => firstNameKey(name)))
  const severity = pebbleVersions(flow.version).areKnown ? undefined : 'info'
  return all.flatMap(({ text, name }): readonly RuleFinding[] => {
    if (!text.seesExecution || guarded.has(firstNameKey(name))) return []
    if (name.isOfGitHub && !isSurelyRendered(flow.nodes, text)) return []
    const reported = wrongIn(flow, text, name)
    return reported === undefined ? [] : [findingIn(flow, text, { ...reported, start: name.start, severity })]
  })
}

/** True for `b` of `inputs.a-b`, which another rule reports together with `inputs.a`. */
const isHyphenated = (text: string, start: number): boolean => /\w-$/.test(text.slice(0, start).slice(-2))

const firstNameKey = ({ root, names }: NamedVariable): string => `${root}.${names[0]?.name ?? ''}`

const wrongIn = (flow: RuleContext, text: ExpressionText, name: NamedVariable): FindingDraft | undefined => {
  const { root, names, end } = name
  const [first] = names
  const code = 'unknown-context'
  if (root === TRACE_ROOT && (flow.version === undefined || isAtLeast(flow.version, 2, 0))) {
    if (!closedContext(flow.nodes, text)) return undefined
    return { code: 'uncertain-context', message: 'An execution has `trace` only where the server traces.', end }
  }
  if (!CONTEXT_ROOTS.has(root)) {
    const isMisnamed = (MISNAMED_ROOTS.has(root) || root === 'secrets') && names.length > 0
    if (!isMisnamed && !closedContext(flow.nodes, text)) return undefined
    return { code, message: `No execution has \`${root}\`.`, hint: rootHint(flow, name), end }
  }
  if (root === 'vars') return unknownVariable(flow, names)
  const reported = first && wrongBelow(flow, root, first.name)
  return reported === undefined || first === undefined
    ? misplacedName(flow, text, name)
    : { code, ...reported, end: first.end }
}

/** Functions whose argument is the name of the value to read. */
const NAMED_BY = /^(?:secret|kv|env|read)s?$/

const rootHint = ({ declared, version }: RuleContext, { root, names }: NamedVariable): string | undefined => {
  if (declared.inputs?.has(root)) return `Write \`inputs.${root}\`.`
  if (declared.vars?.has(root)) return `Write \`vars.${root}\`.`
  const [first] = names
  const isFunction = (name: string): boolean => signaturesOf('function', name, pebbleVersions(version).names).length > 0
  const called = NAMED_BY.test(root) ? root.replace(/s$/, '') : root
  if (first && NAMED_BY.test(root) && isFunction(called)) return `Write \`${called}('${first.name}')\`.`
  const intended = first && (MISNAMED_ROOTS.get(root) ?? closestWord(root, CONTEXT_ROOTS))
  if (intended === undefined && isFunction(root)) return `It is a function: write \`${root}()\`.`
  return didYouMean(intended)
}

const LOOPS = /\.(?:ForEach|ForEachItem|EachSequential|EachParallel|Loop)$/

const LOOP_OF_2 = /\.Loop$/

/** Properties of `taskrun` that only nested tasks have. */
const NESTED_ONLY = new Set(['parentId', 'iteration', 'items'])

/**
 * Reports names that exist only in other places: `taskrun.value` and `item` outside of a loop, `parent` of a task that
 * is not nested, `endDate` of a running execution.
 */
const misplacedName = (
  flow: RuleContext,
  text: ExpressionText,
  { root, names: [first], end }: NamedVariable,
): FindingDraft | undefined => {
  const around = enclosing(flow.nodes, text)
  if (around === undefined) return undefined
  const isIn = (loops: RegExp): boolean => around.some((type) => loops.test(type))
  const isNested = around.length > 1 || isIn(LOOPS)
  const draft = (message: string, until = first?.end ?? end): FindingDraft => ({
    code: 'unknown-context',
    message,
    end: until,
  })
  if (root === 'taskrun' && first?.name === 'value' && !isIn(LOOPS))
    return draft('This task is not in a loop, so `taskrun` has no `value`.')
  const wrongLoop = root === 'taskrun' && first ? inWrongLoop(first.name, around) : undefined
  if (wrongLoop !== undefined) return { ...draft(wrongLoop.message), hint: wrongLoop.hint }
  if (root === 'taskrun' && first && NESTED_ONLY.has(first.name) && !isNested)
    return draft(`This task is not nested in another task, so \`taskrun\` has no \`${first.name}\`.`)
  if (root === 'parent' && !isNested)
    return draft('This task is not nested in another task, so there is no `parent`.', end)
  if (root === 'execution' && first?.name === 'endDate' && text.path[0] !== 'afterExecution')
    return draft('A running execution has no `endDate`.')
  if (root !== 'item' || isIn(LOOP_OF_2)) return undefined
  const is2 = flow.version === undefined || isAtLeast(flow.version, 2, 0)
  return draft(
    is2 ? 'This task is not in a Loop, so there is no `item`.' : '`item` exists since Kestra 2.0, inside a Loop.',
    end,
  )
}

const LOOP_REPLACEMENTS: Readonly<Record<string, string>> = { value: 'item.value', iteration: 'item.index' }

/** Its tasks run as one task, with the `taskrun` of the WorkingDirectory. */
const WORKING_DIRECTORY = /\.(?:WorkingDirectory|Worker)$/

/**
 * A Loop of 2.0 gives its tasks `item` instead of `taskrun.value`. A loop of 1.x gives `value` only to its direct
 * tasks and to those of a WorkingDirectory among them, not to those in an If below it.
 */
const inWrongLoop = (name: string, around: readonly string[]) => {
  const loops = around.slice(0, -1).filter((type) => LOOPS.test(type))
  const instead = Object.hasOwn(LOOP_REPLACEMENTS, name) ? LOOP_REPLACEMENTS[name] : undefined
  const last = loops.at(-1)
  if (last === undefined || instead === undefined) return undefined
  if (loops.every((type) => LOOP_OF_2.test(type)))
    return { message: `The tasks of a Loop have no \`taskrun.${name}\`.`, hint: `Write \`${instead}\`.` }
  const parent = around.slice(0, -1).findLast((type) => !WORKING_DIRECTORY.test(type))
  if (name !== 'value' || LOOPS.test(parent ?? '')) return undefined
  const message =
    'Only the tasks of the loop itself have `taskrun.value`, and another task is between this one and the loop.'
  return { message, hint: 'Write `parent.taskrun.value`.' }
}

type WrongName = Pick<FindingDraft, 'message' | 'hint'> | undefined

/** Checks the first name after a root. */
const wrongBelow = ({ declared, value }: RuleContext, root: string, name: string): WrongName => {
  switch (root) {
    case 'envs':
      return wrongEnvironment(name)
    case 'tasks':
      return unknownTask(name, declared.outputs)
    case 'labels':
      return unknownLabel(name, value['labels'])
    default:
      return unknownProperty(root, name)
  }
}

/** Kestra stores the names of environment variables in lower case. */
const wrongEnvironment = (name: string): WrongName => {
  if (name === name.toLowerCase()) return undefined
  const hint = `Write \`envs.${name.toLowerCase()}\`: Kestra reads \`ENV_${name.toUpperCase()}\`.`
  return { message: 'The names in `envs` are lower-case.', hint }
}

/** Reports `tasks.id.state` for a task that the flow does not have. */
const unknownTask = (id: string, ids: ReadonlySet<string> | undefined): WrongName => {
  if (ids === undefined || ids.has(id)) return undefined
  const near = closestWord(id, ids)
  return { message: `The flow has no task \`${id}\`.`, hint: didYouMean(near && `tasks.${near}`) }
}

/** Reports only misspelled labels, because an execution may be started with additional ones. */
const unknownLabel = (name: string, labels: unknown): WrongName => {
  const own = isMapValue(labels) ? Object.keys(labels) : listedKeys(labels)
  if (['system', 'correlationId'].includes(name)) return undefined
  if (own.some((key) => key === name || key.startsWith(`${name}.`))) return undefined
  const near = closestWord(name, own)
  if (near === undefined) return undefined
  return { message: `The flow has no label \`${name}\`.`, hint: didYouMean(`labels.${near}`) }
}

const listedKeys = (labels: unknown): readonly string[] =>
  mapsIn(labels, []).flatMap(({ value: { key } }) => (typeof key === 'string' ? [key] : []))

const unknownProperty = (root: string, name: string): WrongName => {
  const properties = CONTEXT_PROPERTIES.get(root)
  if (properties === undefined || properties.includes(name)) return undefined
  const near = closestWord(name, properties)
  const all = `It has ${properties.map((each) => `\`${each}\``).join(', ')}.`
  return { message: `\`${root}\` has no \`${name}\`.`, hint: didYouMean(near && `${root}.${near}`) ?? all }
}

/** Checks the names below a variable that is a map. `checkExpressions` checks the variable itself. */
const unknownVariable = ({ value, nodes }: RuleContext, names: NamedVariable['names']): FindingDraft | undefined => {
  const { variables } = value
  if (!isMapValue(variables) || nodes.some(({ type }) => type?.endsWith('SetVariables'))) return undefined
  const [first, ...below] = names
  let at: unknown = variables[first?.name ?? '']
  let path = `vars.${first?.name}`
  for (const { name, end } of below) {
    if (!isMapValue(at)) return undefined
    if (!Object.hasOwn(at, name)) {
      const near = closestWord(name, Object.keys(at))
      const hint = didYouMean(near && `${path}.${near}`)
      return { code: 'undeclared-variable', message: `The variable \`${path}\` has no \`${name}\`.`, hint, end }
    }
    at = at[name]
    path += `.${name}`
  }
  return undefined
}
