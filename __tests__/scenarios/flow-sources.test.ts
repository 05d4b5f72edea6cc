import { expect, test } from 'vitest'
import { describeEngines } from '../engine/engine.ts'
import { aFlow } from '../support/a-flow.ts'
import { startScenario } from './start-scenario.ts'

const FLOW_FILE = 'company.team/flows/a.yml'
const plain = aFlow({ id: 'a' })

const storedAsWritten = [
  {
    name: 'has --- inside a string',
    source: plain.replace('message: hi', 'message: |\n      one\n      ---\n      two'),
  },
  { name: 'has a line of --- inside a quoted string', source: plain.replace('message: hi', 'message: "a --- b"') },
  { name: 'begins with ---', source: `---\n${plain}` },
  { name: 'begins with a comment and ---', source: `# ours\n---\n${plain}` },
  { name: 'has CRLF line ends', source: plain.replaceAll('\n', '\r\n') },
  { name: 'has no final newline', source: plain.trimEnd() },
  { name: 'ends in empty lines', source: `${plain}\n\n` },
  { name: 'has non-ASCII text', source: plain.replace('hi', 'grüß dich, 世界 🚀') },
  { name: 'states a revision', source: `revision: 7\n${plain}` },
]

describeEngines('a flow that', (version) => {
  test.concurrent.each(storedAsWritten)('$name is stored so, and is not written again', async ({ source }) => {
    using scenario = startScenario(version, { [FLOW_FILE]: source })
    expect(await scenario.json(['deploy'])).toMatchObject({ code: 0, result: 'deployed' })
    const stored = await scenario.hands.flow('company.team', 'a')
    expect(stored?.source.trimEnd()).toBe(source.trimEnd())
    expect(await scenario.writesOf(() => scenario.json(['deploy']))).toEqual([])
    expect(await scenario.json(['plan'])).toMatchObject({ result: 'in-sync', summary: { unchanged: 1 } })
  })

  test.concurrent('states no namespace is silenced by a comment on the line that it has in the file', async () => {
    const source = plain.replace('namespace: company.team\n', '')
    const of = async (comment: string) => {
      const call = aFlow({ id: 'x', calls: ['nowhere'] })
        .split('\n')
        .slice(-5, -1)
      using scenario = startScenario(version, { [FLOW_FILE]: `${source}${call.join('\n')} ${comment}\n` })
      const { problems } = await scenario.json(['validate'])
      return problems.map(({ line, code }) => `${line} ${code}`)
    }
    expect(await of('# to be written')).toEqual(['9 unknown-flow', '1 namespace-implied'])
    expect(await of('# kestra-gitops: ignore unknown-flow')).toEqual(['1 namespace-implied'])
  })

  const refused = [
    {
      name: 'has id: off, which is false',
      source: plain.replace('id: a', 'id: off'),
      code: /^name-read-differently$/,
      line: 1,
    },
    { name: 'holds two documents', source: `${plain}---\n${aFlow({ id: 'b' })}`, code: /^several-documents$/, line: 8 },
    { name: 'has a key twice', source: `${plain}namespace: company.team\n`, code: /^duplicate-key$/, line: 7 },
    { name: 'is above 500 KiB', source: `${plain}# ${'x'.repeat(512_000)}\n`, code: /^flow-too-large$/, line: 1 },
    { name: 'has no tasks', source: 'id: a\nnamespace: company.team\n', code: /required|missing|tasks/, line: 1 },
  ]

  test.concurrent.each(refused)(
    '$name is refused at its line, and nothing is written',
    async ({ source, code, line }) => {
      using scenario = startScenario(version, {
        [FLOW_FILE]: source,
        'company.team/flows/fine.yml': aFlow({ id: 'fine' }),
      })
      const writes = await scenario.writesOf(async () => {
        const run = await scenario.json(['deploy'])
        expect(run).toMatchObject({ code: 1, result: 'invalid', reason: 'invalid' })
        const errors = run.problems.filter(({ severity }) => severity === 'error')
        expect(errors).toMatchObject([{ file: FLOW_FILE, code: expect.stringMatching(code), line }])
      })
      expect(writes).toEqual([])
    },
  )

  test.concurrent('stands in two files is refused by an error that names both', async () => {
    using scenario = startScenario(version, { 'company.team/flows/a.yml': plain, 'company.team/flows/copy.yml': plain })
    const run = await scenario.json(['deploy'])
    expect(run).toMatchObject({ code: 1, result: 'invalid' })
    const errors = run.problems.filter(({ severity }) => severity === 'error')
    expect(errors.map(({ file, message }) => `${file} ${message}`).join()).toMatch(
      /copy\.yml.*flows\/a\.yml|flows\/a\.yml.*copy\.yml/,
    )
  })

  test.concurrent('is invalid beside 50 valid ones stops them all, and every problem of every file is told', async () => {
    const valid = Array.from({ length: 50 }, (_, index) => `valid-${index}`)
    const files = Object.fromEntries(valid.map((id) => [`company.team/flows/${id}.yml`, aFlow({ id })]))
    const unknownType = plain.replace('core.log.Log', 'core.log.Lag')
    using scenario = startScenario(version, {
      ...files,
      'company.team/flows/syntax.yml': 'id: syntax\nnamespace: company.team\ntasks: [\n',
      'company.team/flows/a.yml': unknownType,
      'company.team/flows/twice.yml': `${aFlow({ id: 'twice' })}  - id: log\n    type: io.kestra.plugin.core.log.Log\n    message: hi\n`,
    })
    const writes = await scenario.writesOf(async () => {
      const run = await scenario.json(['deploy'])
      expect(run).toMatchObject({ code: 1, result: 'invalid', summary: { create: 50, invalid: 2 } })
      const errors = run.problems.filter(({ severity }) => severity === 'error')
      expect(new Set(errors.map(({ file }) => file))).toEqual(
        new Set(['syntax', 'a', 'twice'].map((id) => `company.team/flows/${id}.yml`)),
      )
      expect(errors.every(({ line }) => line !== undefined)).toBe(true)
    })
    expect(writes).toEqual([])
  })
})
