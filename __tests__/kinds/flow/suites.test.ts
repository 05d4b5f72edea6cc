import { describe, expect, it } from 'vitest'
import { readTree } from '../../../src/kinds/read-tree.ts'
import type { RepositorySettings } from '../../../src/repository/tree.ts'
import { aTree } from '../../repository/a-tree.ts'

const FLOW =
  'id: report\nnamespace: company.team\ntasks:\n  - {id: a, type: io.kestra.plugin.core.log.Log, message: a}\n'
const SUITE = `id: report-suite
namespace: company.team
flowId: report
testCases:
  - id: one
    type: io.kestra.core.tests.flow.UnitTest
    fixtures:
      tasks:
        - id: a
    assertions:
      - value: a
        equalTo: a
`

const read = async (files: Readonly<Record<string, string>>, settings: Partial<RepositorySettings> = {}) => {
  const { suites, problems, desired, flows } = await readTree(aTree(files), {
    roots: [],
    namespaceMap: [],
    ...settings,
  })
  return {
    suites: suites.map(({ file, use, namespace }) => `${use} ${namespace} ${file}`),
    problems: problems.map(({ code, file }) => `${code} ${file}`),
    resources: desired.resources.map(({ kind, file }) => `${kind} ${file}`),
    flows: flows.length,
  }
}

describe('suites of flow tests in a tree', () => {
  it.each([
    'company.team/tests/report.yml',
    'company.team/_tests/report.yml',
    'company.team/smoke/report.yml',
    'company.team/flows/report-suite.yml',
    'company.team/flows/tests/report.yml',
    'company.team/more/report.yaml',
    'tests/report.yml',
    'elsewhere/deep/report.yml',
  ])('are found at %s, and are neither flows nor files', async (file) => {
    expect(await read({ 'company.team/flows/report.yml': FLOW, [file]: SUITE })).toEqual({
      suites: [`${file.includes('smoke/') ? 'smoke' : 'test'} company.team ${file}`],
      problems: [],
      resources: ['flow company.team/flows/report.yml'],
      flows: 1,
    })
  })

  it('are found among flows that lie in no flows folder, without a word', async () => {
    expect(await read({ 'report.yml': FLOW, 'suite.yml': SUITE })).toMatchObject({
      suites: ['test company.team suite.yml'],
      problems: [],
    })
  })

  it('stay namespace files in a folder of these', async () => {
    expect(await read({ 'company.team/flows/report.yml': FLOW, 'company.team/files/suite.yml': SUITE })).toMatchObject({
      suites: [],
      resources: ['flow company.team/flows/report.yml', 'file company.team/files/suite.yml'],
    })
  })

  it.each(['examples/tests/report.yml', 'docs/suite.yml', 'tests/fixtures/a.yml', 'vendor/tests/a.yml'])(
    'are samples at %s',
    async (file) => {
      expect(await read({ 'company.team/flows/report.yml': FLOW, [file]: SUITE })).toMatchObject({ suites: [] })
    },
  )

  it('are left out by `exclude`, and have the namespaces of `namespace-map`', async () => {
    const files = { 'company.team/flows/report.yml': FLOW, 'company.team/tests/report.yml': SUITE }
    expect(await read(files, { exclude: ['tests/'] })).toMatchObject({ suites: [] })
    expect(await read(files, { namespaceMap: [{ from: 'company', to: 'dev' }] })).toMatchObject({
      suites: ['test dev.team company.team/tests/report.yml'],
    })
  })

  it.each([
    ['without `flowId`', SUITE.replace('flowId: report\n', ''), true],
    ['whose `testCases` are misspelt', SUITE.replace('testCases', 'testcases'), true],
    ['that cannot be read', SUITE.replace('- id: one', '- id: one\n  x'), true],
    ['of another program', 'testCases:\n  - a\n', false],
    ['that is a flow with such a key', `${FLOW}flowId: a\n`, false],
  ])('are what is meant as one in a folder `tests`: a file %s', async (_, text, isSuite) => {
    const { suites } = await read({ 'company.team/flows/report.yml': FLOW, 'company.team/tests/suite.yml': text })
    expect(suites.length).toBe(isSuite ? 1 : 0)
  })
})
