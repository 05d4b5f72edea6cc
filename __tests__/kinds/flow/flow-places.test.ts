import { describe, expect, test } from 'vitest'
import { mapVerdict } from '../../../src/kestra/verdict/map-verdict.ts'
import { readTree } from '../../../src/kinds/read-tree.ts'
import { validateOffline } from '../../../src/lint/validate-offline.ts'
import type { RepositorySettings } from '../../../src/repository/tree.ts'
import { aTree } from '../../repository/a-tree.ts'

const STATED = `id: report
namespace: dev
description: "{{ read('gone.sql') }}"
tasks:
  - {id: call, type: io.kestra.plugin.core.flow.Subflow, namespace: dev.team, flowId: none}
  - {namespace: dev.team, flowId: none, uri: "https://robot:correct-horse@example.com", id: load, type: io.kestra.plugin.core.flow.Subflow}
  - id: again
    type: io.kestra.plugin.core.log.Log
    message: one
    message: two
`
const IMPLIED = STATED.replace('namespace: dev\n', '')

const sent: readonly { what: string; text: string; settings: Partial<RepositorySettings> }[] = [
  { what: 'as it is', text: STATED, settings: {} },
  { what: 'with namespace-map', text: STATED, settings: { namespaceMap: [{ from: 'dev', to: 'production' }] } },
  {
    what: 'to the namespace of its folder',
    text: STATED,
    settings: { namespace: 'production', namespaceFrom: 'folder' },
  },
  { what: 'with an implied namespace', text: IMPLIED, settings: { namespace: 'dev' } },
  {
    what: 'with both',
    text: IMPLIED,
    settings: { namespace: 'dev', namespaceMap: [{ from: 'dev', to: 'production' }] },
  },
]

const readFlow = async (text: string, settings: Partial<RepositorySettings>) => {
  const reading = await readTree(aTree({ 'flows/report.yml': text }), {
    roots: [],
    namespaceMap: [],
    ...settings,
  })
  const [flow] = reading.flows
  if (flow === undefined) throw new Error('no flow was read')
  return { reading, flow }
}

describe.each(sent)('a flow that is sent $what', ({ text, settings }) => {
  const lineOf = (written: string) => text.split('\n').findIndex((line) => line.includes(written)) + 1

  test('has its problems at the places of the file', async () => {
    const { reading } = await readFlow(text, settings)
    const problems = validateOffline(reading).map(({ code, line, column }) => `${line}:${column} ${code}`)
    const uri = lineOf('robot')
    const column = (text.split('\n')[uri - 1] ?? '').indexOf('correct-horse') + 1
    expect(problems).toEqual(
      expect.arrayContaining([
        `${lineOf('gone.sql')}:18 missing-file`,
        `${uri}:${column} possible-secret`,
        `${lineOf('message: two')}:5 duplicate-key`,
      ]),
    )
  })

  test('names the lines of the file in its messages', async () => {
    const { flow } = await readFlow(text, settings)
    const two = lineOf('message: two')
    expect(flow.document.documentFindings.map(({ message }) => message)).toEqual([
      `"message" is set twice, on lines ${two - 1} and ${two}; Kestra refuses to save that.`,
    ])
  })

  test('has what the server says of a line at the line of the file', async () => {
    const { flow } = await readFlow(text, settings)
    const { document, file } = flow
    const sentLine = document.source.split('\n').findIndex((line) => line.includes('message: two')) + 1
    const constraints = [{ text: `Illegal flow source: oops\n in 'reader', line ${sentLine}, column 5:\n ^` }]
    const verdict = { file, readAs: undefined, constraints, warnings: [], infos: [], deprecationPaths: [] }
    const [problem] = mapVerdict({ file, document, verdict })
    expect(problem).toMatchObject({ code: 'yaml-syntax', line: lineOf('message: two'), column: 5 })
  })
})
