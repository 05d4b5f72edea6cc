import { describe, expect, it } from 'vitest'
import { KINDS as KINDS_OF_RESOURCES } from '../../src/kinds/kinds.ts'
import { importsOf, sourceFiles } from './source-files.ts'

/** Outside of `kinds/` a kind is named only where something is openly about flows, or where the contract has a row for each. */
const ALLOWED: Readonly<Record<string, string>> = {
  'src/command/test.ts': 'files that a case of a flow test brings with it',
  'src/effect/confirm-triggers.ts': 'flows alone have triggers',
  'src/effect/follow-flows.ts': 'flows alone are run',
  'src/effect/smoke-runs.ts': 'flows alone are run',
  'src/execution/met-executions.ts': 'flows alone have executions',
  'src/plan/describe-plan.ts': 'the blast radius: who calls the flows that change',
  'src/plan/known-flows.ts': 'references between flows',
  'src/render/html/changes.ts': 'the place of a flow on the page, for the graph of who calls it',
  'src/render/machine-contract.ts': 'one row for each kind',
  'src/resource/resource.ts': 'the list of all kinds',
  'src/sides/git/case-stage.ts': 'the flows that one under test calls',
  'src/sides/git/sent-tree.ts': 'references of flows: whether what they name is part of the preview',
  'src/sides/read-schema.ts': 'the schema of flows: the one that has a name in the settings',
  'src/test/flow-reach.ts': 'references of flows: what one under test reaches',
  'src/effect/trigger-states.ts': 'flows alone have triggers',
  'src/validate/known-tree.ts': 'references of flows: to files and keys',
}

/** Where a word that is a kind's name as well means something else; the surest ways to name a kind are looked for there too. */
const OTHER_WORDS: Readonly<Record<string, string>> = {
  'src/flow/preview-sites.ts': 'what an expression calls',
  'src/plan/find-moves.ts': 'what changed of a resource: its file or its name',
  'src/render/redact-report.ts': 'fields of a report',
  'src/resource/literal-routes.ts': 'steps of routes',
  'src/test/run/run-case.ts': 'fields of a result',
  'src/validate/rules/check-ids.ts': 'what has the id: a flow, a task, a trigger',
  'src/validate/rules/check-other-masters.ts': 'fields of a problem',
  'src/validate/rules/removed-types.ts': 'a type of task',
  'src/validate/triggers/check-firing.ts': 'a variable of expressions',
}

const KINDS = Object.keys(KINDS_OF_RESOURCES)

/** These two are words of other things as well. */
const AMBIGUOUS = new Set(['flow', 'file'])
const ANY = `['"\`](?:${KINDS.join('|')})['"\`]`
const ROW = `['"]?\\b(?:${KINDS.join('|')})\\b['"]?:`

/** Each way in which code can surely tell one kind from another by its name. */
const WAYS: Readonly<Record<string, RegExp>> = {
  'a text that means nothing else': new RegExp(
    `['"\`](?:${KINDS.filter((kind) => !AMBIGUOUS.has(kind)).join('|')})['"\`]`,
  ),
  'an operator': new RegExp(`\\b[kK]ind(?: as \\w+)?\\)? *[!=]==?\\s*${ANY}|${ANY}\\s*[!=]==? *[\\w.]*[kK]ind\\b`),
  'a case': new RegExp(`\\bcase ${ANY}:`),
  'a list that is asked': new RegExp(`\\[[^\\]]*${ANY}[^\\]]*\\]\\.(?:includes|indexOf|some|find)\\(`),
  'a name that is put together': new RegExp(`\\b(?:kind|type): ${ANY}`),
  'the key of a Map, a list for a Set or a pair': new RegExp(`\\[\\s*${ANY},`),
  'what a Map, a Set or a table is asked for': new RegExp(`\\.(?:get|has|set|add|delete)\\(${ANY}|\\w\\[${ANY}\\]`),
  'a table with a row for some kinds': new RegExp(`\\{\\s*${ROW} *(?!string)[^{}]*${ROW}`),
  'a member of a table of kinds': new RegExp(
    `\\b(?:KINDS|ON_SERVER)\\.(?:${KINDS.join('|')})\\b|\\{[^{}]*\\b(?:${KINDS.join('|')})\\b[^{}]*\\} = (?:KINDS|ON_SERVER)\\b(?!\\[)`,
  ),
  'a place in the list of kinds': /\bRESOURCE_KINDS\b(?:\[|\.(?:at|indexOf)\()/,
  'what a kind is called': /\.(?:noun|fullNoun|recordGroup) *[!=]==?/,
  'an expression': new RegExp(`/[^/\\n]*\\((?:\\?:)?(?:${KINDS.join('|')})\\|`),
}

/** Any text that is the name of a kind, or begins with it as a key does; counted things have these names as well. */
const WORD = new RegExp(
  `(?<!\\bcounted\\([^\\n]*, )'(?:${KINDS.join('|')})(?:'| ')|[=(] *\`(?:${KINDS.join('|')}) \\$\\{`,
)

const waysIn = (text: string): readonly string[] => [
  ...Object.entries(WAYS).flatMap(([way, pattern]) => (pattern.test(text) ? [way] : [])),
  ...(WORD.test(text) ? [A_WORD] : []),
]

const A_WORD = 'a word, whatever is done with it'

/** Comments name kinds as people do. */
const codeOf = (text: string): string => text.replaceAll(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*/g, '')

describe('a kind of resource', () => {
  const naming = sourceFiles(/^src\/(?!kinds\/).*\.ts$/).flatMap(({ path, text }) => {
    const ways = waysIn(codeOf(text)).filter((way) => way !== A_WORD || OTHER_WORDS[path] === undefined)
    return ways.length === 0 ? [] : [{ path, ways }]
  })

  it('is compared by its name in its own folder, and outside in few places, each with a reason', () => {
    expect(naming.filter(({ path }) => ALLOWED[path] === undefined)).toEqual([])
  })

  it('has a folder that nothing outside of the two tables reads', () => {
    const inside = new RegExp(`^src/kinds/(?:${KINDS.join('|')})/`)
    const strangers = sourceFiles(/^src\/.*\.ts$/).filter(
      (file) => !file.path.startsWith('src/kinds/') && importsOf(file).some((target) => inside.test(target)),
    )
    expect(strangers.map(({ path }) => path)).toEqual([])
  })

  it('is still named in each of these places', () => {
    expect(Object.keys(ALLOWED).filter((allowed) => !naming.some(({ path }) => path === allowed))).toEqual([])
  })

  it.each([
    "if (name.kind === 'flow')",
    "if ('file' !== side.name.kind)",
    "    case 'file':",
    "if (['flow', 'file'].includes(kind))",
    "toList: new Map([['key-value', names]])",
    "new Set(['flow', 'dashboard'])",
    "listed.get('flow')",
    "RANKS['file']",
    "resourceKey({ kind: 'flow', namespace, name })",
    'const RANK = { flow: 1, file: 2 }[kind]',
    "const RANK = { file: 2, 'key-value': 1 }",
    'KINDS.flow.noun',
    "type Own = 'dashboard'",
    "onDriftOf(policy, 'flow')",
    "Object.is(kind, 'flow')",
    "const F = 'flow'",
    "isExecuted ? 'flow' : 'file'",
    "of === 'flow'",
    "(kind as string) === 'file'",
    "kind ===\n  'file'",
    "key.startsWith('flow ')",
    'key === `flow ${namespace}/${id}`',
    '/^(?:flow|file)$/.test(kind)',
    'const WORDS = {\n  flow: one,\n  file: two,\n}',
    'const { flow, file } = KINDS',
    'RESOURCE_KINDS[0]',
    "KINDS[kind].noun === 'namespace file'",
    "Extract<ResourceKind, 'flow'>",
  ])('would be found by its name: %s', (code) => {
    expect(waysIn(codeOf(code))).not.toEqual([])
  })

  it.each([
    "kind === 'files'",
    "counted(count, 'file')",
    'const tell = ({ file, flow }: Told) => file',
    '{ file: path, of: other }',
    "// as 'key-value' does",
    'KINDS[kind].noun',
    "counted(plan.flows.length, 'flow')",
    "said of `company.team` and the flow's name",
  ])('is not meant: %s', (code) => {
    expect(waysIn(codeOf(code))).toEqual([])
  })
})
