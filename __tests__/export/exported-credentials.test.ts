import { describe, expect, it } from 'vitest'
import type { PlacedChange } from '../../src/export/export-change.ts'
import { credentialProblems, leaveOutCredentials } from '../../src/export/exported-credentials.ts'
import { fillFiles } from '../../src/export/resolve-export-paths.ts'
import { contentOf } from '../../src/kinds/key-value/value/pair.ts'
import { renderExport } from '../../src/render/render-export.ts'
import { aTree } from '../repository/a-tree.ts'

const TOKEN = ['ghp', '0123456789abcdefghijABCDEFGHIJ012345'].join('_')
const aChange = (name: string, text?: string): PlacedChange => ({
  kind: 'flow',
  namespace: 'company.team',
  name,
  action: text === undefined ? 'delete' : 'create',
  change: 'unmanaged',
  possiblePaths: [`flows/${name}.yml`],
  file: `flows/${name}.yml`,
  content: text,
})
const CHANGES = [
  aChange('clean', 'id: clean\n'),
  aChange('leaky', `id: leaky\n# ${TOKEN}\n`),
  aChange('own', 'id: own\n\nurl: https://x/?p=hunter2%2Dold\n'),
  aChange('gone'),
]
const secrets = ['hunter2-old']
const TOLD = [
  ['warning', 'possible-secret', 'flows/leaky.yml', 2],
  ['warning', 'possible-secret', 'flows/own.yml', 3],
]

describe('the credentials that an export finds on the server', () => {
  it('are told at their lines, and never shown', async () => {
    const files = await fillFiles(CHANGES, { tree: aTree({ 'flows/gone.yml': 'id: gone' }), toGit: [] })
    const problems = credentialProblems(files, secrets)
    expect(problems.map(({ severity, code, file, line }) => [severity, code, file, line])).toEqual(TOLD)
    expect(JSON.stringify(problems)).not.toMatch(/ghp_|hunter2/)
  })

  it('keep what holds them out of a public repository', () => {
    const { changes, leftOut, problems } = leaveOutCredentials(CHANGES, { secrets, isPublic: true, toGit: [] })
    expect(changes.map(({ name }) => name)).toEqual(['clean', 'gone'])
    expect(leftOut.map(({ name, why }) => [name, why.split(',')[0]])).toEqual([
      ['leaky', 'it contains what looks like a credential'],
      ['own', 'it contains what looks like a credential'],
    ])
    expect(problems.map(({ severity, code, file, line }) => [severity, code, file, line])).toEqual(TOLD)
    expect(problems[0]?.message).toContain('It was not exported.')
  })

  it('are told of a private key whatever its text is, in a flow and in a file', async () => {
    const key = '-----BEGIN RSA PRIVATE KEY-----\nMIIEabcd\n-----END RSA PRIVATE KEY-----\n'
    const flow = aChange('keyed', `id: keyed\nkey: |\n${key.replaceAll(/^(?=.)/gm, '  ')}`)
    const file: PlacedChange = {
      ...{ kind: 'file', namespace: 'company.team', name: '/id_rsa', action: 'create', change: 'unmanaged' },
      ...{ possiblePaths: ['files/id_rsa'], file: 'files/id_rsa', content: new TextEncoder().encode(key) },
    }
    const files = await fillFiles([flow, file], { tree: aTree({}), toGit: [] })
    expect(credentialProblems(files, []).map(({ code, file: at, line }) => [code, at, line])).toEqual([
      ['possible-secret', 'flows/keyed.yml', 3],
      ['possible-secret', 'files/id_rsa', 1],
    ])
    const open = leaveOutCredentials([flow, file], { secrets: [], isPublic: true, toGit: [] })
    expect(open.leftOut.map(({ name }) => name)).toEqual(['keyed', '/id_rsa'])
  })

  it('come along into a private one', () => {
    const { changes, leftOut } = leaveOutCredentials(CHANGES, { secrets, isPublic: false, toGit: [] })
    expect([changes.length, leftOut]).toEqual([4, []])
  })

  it('are told at the line of their key, and hold that pair alone out of a public repository', async () => {
    const pair = (name: string, value: string): PlacedChange => ({
      ...{ kind: 'key-value', namespace: 'company.team', name, action: 'create', change: 'unmanaged' },
      ...{ possiblePaths: ['company.team/kv.yml'], file: 'company.team/kv.yml' },
      content: contentOf({ type: 'STRING', value }),
    })
    const pairs = [pair('a', 'plain'), pair('db_password', 'hunter2'), pair('name', 'shop')]
    const files = await fillFiles(pairs, { tree: aTree({}), toGit: [] })
    expect(files.map(({ file, action, changes }) => [file, action, changes.length])).toEqual([
      ['company.team/kv.yml', 'create', 3],
    ])
    const problems = credentialProblems(files, [])
    expect(problems.map(({ code, file, line }) => [code, file, line])).toEqual([
      ['possible-secret', 'company.team/kv.yml', 2],
    ])
    expect(JSON.stringify(problems)).not.toContain('hunter2')
    const held = leaveOutCredentials(pairs, { secrets: [], isPublic: true, toGit: [] })
    expect(held.changes.map(({ name }) => name)).toEqual(['a', 'name'])
  })

  it('stand in the pull request beside their files', () => {
    const credentials = [{ line: 2, kind: 'a GitHub token' }]
    const { body } = renderExport(
      [{ ...aChange('leaky', TOKEN), credentials }],
      { server: 'https://k', tenant: 'main', label: undefined },
      {},
    )
    expect(body).toContain('| new in Git; ⚠️ line 2 looks like a GitHub token |')
    expect(body).not.toContain(TOKEN)
  })
})
