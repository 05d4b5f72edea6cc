import { describe, expect, it } from 'vitest'
import { indexLive } from '../../../src/kinds/kinds.ts'
import { readTree } from '../../../src/kinds/read-tree.ts'
import { competingSync } from '../../../src/lint/competing-sync.ts'
import { aTree } from '../../repository/a-tree.ts'
import { aFlow } from '../../support/a-flow.ts'

const withTask = (type: string, lines = '', rest = '') =>
  `id: sync\nnamespace: system\n${rest}tasks:\n  - id: group\n    type: io.kestra.plugin.core.flow.Sequential\n    tasks:\n      - id: git\n        type: io.kestra.plugin.git.${type}\n${lines}`

const masters = async ({
  server = [],
  tree = {},
  isPublic = false,
}: {
  server?: readonly string[]
  tree?: Readonly<Record<string, string>>
  isPublic?: boolean
}) => {
  const reading = await readTree(aTree({ 'flows/daily.yml': aFlow({ id: 'daily' }), ...tree }), {
    roots: [],
    namespaceMap: [],
  })
  const liveResources = indexLive(
    server.map((content, index) => ({
      kind: 'flow',
      namespace: 'system',
      name: `sync-${index}`,
      content,
      revision: 1,
      isDraft: false,
    })),
  )
  const problems = competingSync(reading, { liveResources }, { repository: 'Acme/Flows', isPublic })
  return problems.map(({ code, severity, message, file, line }) => ({ code, severity, message, file, line }))
}

describe('a flow on the server that syncs from Git', () => {
  it.each([
    ['SyncFlows', '        targetNamespace: company.team\n', ' of the namespace company.team'],
    [
      'SyncFlows',
      '        targetNamespace: company\n        includeChildNamespaces: true\n',
      ' of the namespace company',
    ],
    ['SyncNamespaceFiles', '        namespace: company.team\n', ' of the namespace company.team'],
    ['NamespaceSync', "        namespace: '{{ flow.namespace }}'\n", ''],
    ['TenantSync', '', ''],
    ['Sync', '', ''],
  ])('with %s is a warning before the first deploy', async (type, lines, where) => {
    expect(await masters({ server: [withTask(type, lines)] })).toEqual([
      {
        code: 'two-masters',
        severity: 'warning',
        message: `The flow system.sync-0 on the server writes the resources${where} from Git too (${type}): each of the two can undo what the other deploys.`,
        file: undefined,
        line: undefined,
      },
    ])
  })

  it.each([
    ['writes another namespace', withTask('SyncFlows', '        targetNamespace: company.team2\n')],
    ['is disabled', withTask('TenantSync', '', 'disabled: true\n')],
    ['pushes', withTask('PushFlows', '        sourceNamespace: company.team\n')],
  ])('is none where it %s', async (_, flow) => {
    expect(await masters({ server: [flow] })).toEqual([])
  })

  it('is not named where everyone reads the comment', async () => {
    const [problem] = await masters({ server: [withTask('TenantSync')], isPublic: true })
    expect(problem?.message).toMatch(/^A flow that is only on the server writes/)
  })
})

describe('a flow that clones this repository', () => {
  const urls = ['https://github.com/acme/flows', 'https://github.com/acme/flows.git', 'git@github.com:Acme/flows.git']

  it.each(urls)('by %s is pointed to namespace files, in the tree at its line', async (url) => {
    const flow = withTask('Clone', `        url: ${url}\n`)
    const reported = await masters({ server: [flow], tree: { 'flows/sync.yml': flow } })
    expect(reported.map(({ code, severity, file, line }) => [code, severity, file, line])).toEqual([
      ['clones-this-repository', 'info', undefined, undefined],
      ['clones-this-repository', 'info', 'flows/sync.yml', 9],
    ])
  })

  it.each(['https://github.com/acme/flows2', 'https://github.com/other-acme/flows', "'{{ inputs.url }}'"])(
    'is none with %s',
    async (url) => {
      expect(await masters({ server: [withTask('Clone', `        url: ${url}\n`)] })).toEqual([])
    },
  )
})
