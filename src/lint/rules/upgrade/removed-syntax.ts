import { FAILS_WHEN_RUN } from '../../../finding/problem.ts'
import { ownTemplate } from '../../../flow/context-references.ts'
import { isAtLeast } from '../../../flow/kestra-version.ts'
import { currentType, replacementOf } from '../../../flow/removed-types.ts'
import type { FlowNode } from '../../../flow/walk-tasks.ts'
import { expressionsIn, type PebbleExpression } from '../../../pebble/pebble-tree.ts'
import { type NodePath, textsIn } from '../../../yaml/map-value.ts'
import { defineRule, yaml } from '../../define-rule.ts'
import { type FlowRule, findingIn, type RuleContext } from '../../rule-context.ts'
import type { RuleFinding } from '../../rule-finding.ts'
import { removedInData, removedOfFlow, removedOfNode } from './removed-properties.ts'

export default defineRule({
  codes: {
    'removed-syntax': {
      severity: 'warning',
      isDecidedByServer: true,
      title: 'Syntax that Kestra 2.0 no longer has',
      why: 'A property, a type or a value of 1.x that servers of 2.0 refuse: an error when the server, or the schema in the repository, is known to be of 2.0. With a server or schema of 1.x nothing is reported. The table in docs/upgrade-kestra.md lists all of it.',
      versions: '≥ 2.0',
      isOfVersion: true,
      examples: {
        reported: yaml`
          id: daily
          namespace: company.team
          listeners:
            - tasks: []
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
        `,
        accepted: yaml`
          id: daily
          namespace: company.team
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
        `,
      },
    },
    'breaks-on-2': {
      ...FAILS_WHEN_RUN,
      title: 'Syntax that Kestra 2.0 stores and cannot run',
      why: 'An expression or a value of 1.x that servers of 2.0 accept, and that will fail there at run time. With a server or schema of 1.x nothing is reported. If the version is not known it is an info.',
      versions: '≥ 2.0',
      isOfVersion: true,
      examples: {
        reported: yaml`
          id: flow
          namespace: company.team
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
              message: "{{ {'a': 1} | json }}"
        `,
        accepted: yaml`
          id: flow
          namespace: company.team
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
              message: "{{ {'a': 1} | toJson }}"
        `,
      },
    },
  },
  flow: (flow, known) => checkRemovedSyntax(flow, known),
})

/**
 * Reports syntax of 0.x and 1.x that 2.0 servers refuse (`removed-syntax`), or accept and fail on at run time (`breaks-on-2`). Reports
 * nothing for older servers. If the version is unknown the findings are warnings and infos. Skips constructs that the schema of the server
 * has.
 */
const checkRemovedSyntax: FlowRule = (flow) => {
  // The flow is valid on this 1.x server.
  if (flow.version !== undefined && !isAtLeast(flow.version, 2, 0)) return []
  const refused = [
    ...removedOfFlow(flow.value),
    ...flow.nodes
      .filter(({ isCertain }) => isCertain)
      .flatMap((node) => [...removedType(node), ...removedOfNode(node), ...removedStates(node)]),
    ...removedInData(flow),
  ].filter((finding) => !isInSchema(flow, finding))
  const severity = flow.version ? 'error' : 'warning'
  const isKnown = flow.version !== undefined
  return [
    ...refused.map((finding) => ({ ...finding, severity }) as const),
    ...failing(flow).map((finding) => (isKnown ? finding : ({ ...finding, severity: 'info' } as const))),
  ]
}

/** True if the schema of the server has the type or property, as in some snapshots of 2.0. */
const isInSchema = ({ isKnown }: RuleContext, { path = [], part }: RuleFinding): boolean => {
  const isNamed = path.at(-1) === 'type' || (part === 'key' && path.at(-1) !== 'required')
  return isNamed && isKnown(path)
}

const removedType = ({ type = '', path }: FlowNode): readonly RuleFinding[] => {
  const hint = replacementOf(type)
  if (hint === undefined) return []
  return [{ code: 'removed-syntax', path: [...path, 'type'], message: `Kestra 2.0 no longer has ${type}.`, hint }]
}

const STATE = 'Write `CANCELLED`, with two L.'

/** Reports the state CANCELED in a trigger. Versions up to 1.3 did not have it either. */
const removedStates = ({ kind, value, path }: FlowNode): readonly RuleFinding[] =>
  (kind === 'trigger' ? ['states', 'stopAfter'] : []).flatMap((key) => {
    const states = value[key]
    if (!Array.isArray(states)) return []
    const message = 'Kestra 2.0 has no state CANCELED.'
    return states.flatMap((state: unknown, index): RuleFinding[] =>
      state === 'CANCELED' ? [{ code: 'removed-syntax', path: [...path, key, index], message, hint: STATE }] : [],
    )
  })

const EXIT = 'io.kestra.plugin.core.execution.Exit'

/** Constructs that 2.0 stores and that then fail at run time. */
const failing = (flow: RuleContext): readonly RuleFinding[] => [
  ...flow.nodes
    .filter(({ type = '', value }) => currentType(type) === EXIT && value['state'] === 'CANCELED')
    .map(
      ({ path }): RuleFinding => ({
        code: 'breaks-on-2',
        path: [...path, 'state'],
        message: 'On Kestra 2.0 this task will fail at run time: it has no state CANCELED.',
        hint: `${STATE} 1.x accepts it from 1.3 on.`,
      }),
    ),
  ...removedExpressions(flow),
]

interface RemovedName {
  readonly start: number
  readonly word: string
  /** How a sentence names it, for example "the filter `json`". */
  readonly name: string
  readonly hint: string
}

const VERSIONED: ReadonlySet<string> = new Set(['read', 'fileURI'])

/**
 * Expressions with functions, filters or arguments that 2.0 removed. Kestra 2.0 stores the flow, and rendering fails
 * (docs/internals/facts/kestra.md, "Syntax that 2.0 no longer has").
 */
const removedExpressions = (flow: RuleContext): readonly RuleFinding[] =>
  textsIn(flow.value)
    .filter(({ text, path }) => /\bjson\b|\bversion\b/.test(text) && !isDescription(path))
    .flatMap((text) =>
      removedIn(text.text).map(({ start, word, name, hint }) => {
        const message = `Kestra 2.0 no longer has ${name}: this will fail at run time.`
        return findingIn(flow, text, { code: 'breaks-on-2', message, hint, start, end: start + word.length })
      }),
    )

/** True for the description of the flow, which Kestra shows and never renders. */
const isDescription = (path: NodePath): boolean => path.length === 1 && path[0] === 'description'

const removedIn = (text: string): readonly RemovedName[] => {
  const template = ownTemplate(text)
  // The text defines a macro with this name.
  if (template === undefined || template.macros.has('json')) return []
  return expressionsIn(template).flatMap(removedAt)
}

const removedAt = (part: PebbleExpression): readonly RemovedName[] => {
  if (part.kind !== 'filter' && part.kind !== 'function') return []
  const { kind, name, start, given } = part
  if (name === 'json') {
    const hint = `Write \`${kind === 'filter' ? 'toJson' : 'fromJson'}\`; 1.x also accepts it.`
    return [{ start, word: name, name: `the ${kind} \`json\``, hint }]
  }
  const version = VERSIONED.has(name) ? given.find((each) => each.name === 'version') : undefined
  if (version === undefined) return []
  return [{ start: version.at, word: 'version', name: `\`version\` of \`${name}\``, hint: 'Write `revision`.' }]
}
