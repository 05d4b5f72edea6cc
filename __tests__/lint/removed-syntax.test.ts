import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { replacementOf } from '../../src/flow/removed-types.ts'
import { loadFlowSchema } from '../../src/lint/schema/flow-schema.ts'
import { knowsConstruct } from '../../src/lint/schema/knows-construct.ts'
import { validateOffline } from '../../src/lint/validate-offline.ts'
import { CONSTRUCTS, unmarked } from '../fixtures/removed-in-2.ts'
import { aDesiredFlow } from './offline-problems.ts'

const schemaOf = (version: string) =>
  loadFlowSchema(
    JSON.parse(readFileSync(new URL(`../fixtures/flow-schema/${version}.recorded.json`, import.meta.url), 'utf8')),
  )
const [of1, of2] = [schemaOf('1.3.31'), schemaOf('2.0.0')]

const reported = (source: string, version?: { readonly major: number; readonly minor: number }) =>
  validateOffline(
    { flows: [aDesiredFlow(source)], brokenFlows: [], desired: { resources: [] } },
    version === undefined ? {} : { version },
  ).filter(({ code }) => code === 'removed-syntax' || code === 'breaks-on-2')

const removed = CONSTRUCTS.filter(({ replacement }) => replacement !== undefined)

describe('what 2.0 no longer takes', () => {
  it.each(removed)('$name is told at its place with its replacement: $marked', (construct) => {
    const { source, line, column } = unmarked(construct)
    const problems = reported(source)
    expect(problems.map((problem) => `${problem.line}:${problem.column} ${problem.severity}`)).toEqual([
      `${line}:${column} ${construct.on2 === 'refuses' ? 'warning' : 'info'}`,
    ])
    expect(problems.map(({ code }) => code)).toEqual([construct.on2 === 'refuses' ? 'removed-syntax' : 'breaks-on-2'])
    expect(problems[0]?.hint).toContain(construct.replacement)
  })

  it.each(removed)('$name is an error where the version is known, if 2.0 refuses it: $marked', (construct) => {
    const severities = reported(unmarked(construct).source, { major: 2, minor: 0 }).map(({ severity }) => severity)
    expect(severities).toEqual([construct.on2 === 'refuses' ? 'error' : 'warning'])
  })

  it.each(removed)('$name is right on 1.x: $marked', (construct) => {
    expect(reported(unmarked(construct).source, { major: 1, minor: 3 })).toEqual([])
  })

  it.each(CONSTRUCTS.filter(({ on2 }) => on2 === 'takes'))('$name is taken, and not told: $marked', (construct) => {
    expect(reported(unmarked(construct).source)).toEqual([])
  })
})

const flowOf = (type: string, rest = ''): string => {
  const head = 'id: a\nnamespace: b\n'
  const log = 'tasks:\n  - {id: l, type: io.kestra.plugin.core.log.Log, message: hi}\n'
  if (/\.conditions?\./.test(type))
    return `${head}${log}triggers:\n  - id: t\n    type: x.Y\n    conditions:\n      - type: ${type}\n`
  return /[Tt]rigger/.test(type) && !type.endsWith('.Toggle')
    ? `${head}${log}triggers:\n  - id: t\n    type: ${type}\n${rest}`
    : `${head}tasks:\n  - id: t\n    type: ${type}\n${rest}`
}

/** Identifiers of other plugins (dashboards, assets) that no task or trigger has. */
const typesOf = (schema: typeof of1): readonly string[] =>
  [...schema.types.keys()].filter((type) => !/\.assets\./.test(type))

describe('against the schemas of both versions', () => {
  const gone = typesOf(of1).filter((type) => !of2.types.has(type))

  it('knows each type that 2.0 has no more, and replaces it by one that 2.0 has or by `when` and `dependsOn`', () => {
    expect(gone.length).toBeGreaterThan(90)
    for (const type of gone) {
      const ofType = reported(flowOf(type)).filter(({ message }) => message.includes(`${type}.`))
      expect(ofType.map(({ severity }) => `${type} ${severity}`)).toEqual([`${type} warning`])
      const named = [...(ofType[0]?.hint ?? '').matchAll(/io\.kestra\.plugin\.core\.\w+\.\w+/g)].map(([name]) => name)
      expect(named.filter((name) => !of2.types.has(name))).toEqual([])
      if (named.length === 0) expect(ofType[0]?.hint).toMatch(/when|dependsOn|`not`|`or`|plugin\.kestra\./)
    }
  })

  it('tells no type that 2.0 has', () => {
    expect(typesOf(of2).filter((type) => reported(flowOf(type)).length > 0)).toEqual([])
  })

  it('knows each property that a type of 2.0 has no more, and tells none that it has', () => {
    const [missed, wrong]: [string[], string[]] = [[], []]
    const propertiesOf = (schema: typeof of1, type: string) => {
      const node = schema.types.get(type)
      return node === undefined ? [] : [...schema.shapeOf(node).properties.keys()]
    }
    for (const type of typesOf(of2)) {
      const now = new Set(propertiesOf(of2, type))
      for (const property of new Set([...propertiesOf(of1, type), ...now])) {
        if (property === 'id' || property === 'type') continue
        const isReported = reported(flowOf(type, `    ${property}: {}\n`)).length > 0
        if (!now.has(property) && !isReported) missed.push(`${type} ${property}`)
        if (now.has(property) && isReported) wrong.push(`${type} ${property}`)
      }
    }
    expect({ missed, wrong }).toEqual({ missed: [], wrong: [] })
  })
})

describe('with a schema of the server', () => {
  const withSchema = (source: string, schema: typeof of1) =>
    validateOffline(
      { flows: [aDesiredFlow(source)], brokenFlows: [], desired: { resources: [] } },
      { version: { major: 2, minor: 0 }, isKnown: knowsConstruct(schema) },
    ).filter(({ code }) => code === 'removed-syntax')
  const refused = removed.filter(({ on2 }) => on2 === 'refuses')

  it.each(refused)('$name is told where the schema does not have it: $marked', (construct) => {
    expect(withSchema(unmarked(construct).source, of2)).toHaveLength(1)
  })

  it('is not told of what a snapshot takes', () => {
    const taken = refused.filter((construct) => withSchema(unmarked(construct).source, of1).length === 0)
    expect(taken.map(({ name }) => name)).toContain('pluginDefaults')
    expect(taken.length).toBeGreaterThan(60)
  })
})

// Executed on 2.0: a trigger whose `when` reads these is stored and never fires.
it.each(['ExecutionOutputs', 'HasRetryAttempt', 'HasRetryAttemptCondition'])(
  'the hint for %s recommends no `when`',
  (name) => {
    const hint = replacementOf(`io.kestra.plugin.core.condition.${name}`)
    expect(hint).toContain('`flowId`')
    expect(hint).not.toMatch(/with `when/)
  },
)
