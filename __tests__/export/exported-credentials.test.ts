import { describe, expect, it } from 'vitest'
import type { PlacedChange } from '../../src/export/export-change.ts'
import { heedCredentials } from '../../src/export/exported-credentials.ts'
import { renderExport } from '../../src/render/render-export.ts'

const TOKEN = ['ghp', '0123456789abcdefghijABCDEFGHIJ012345'].join('_')
const aChange = (name: string, text?: string): PlacedChange => ({
  kind: 'flow',
  namespace: 'company.team',
  name,
  action: text === undefined ? 'delete' : 'create',
  change: 'unmanaged',
  places: [],
  file: `flows/${name}.yml`,
  content: text === undefined ? undefined : new TextEncoder().encode(text),
})
const PLACED = [
  aChange('clean', 'id: clean\n'),
  aChange('leaky', `id: leaky\n# ${TOKEN}\n`),
  aChange('own', 'id: own\n\nurl: https://x/?p=hunter2%2Dold\n'),
  aChange('gone'),
]
const heed = (isPublic: boolean) => heedCredentials(PLACED, { secrets: ['hunter2-old'], isPublic })

describe('the credentials that an export finds on the server', () => {
  it('are told at their lines, and never shown', () => {
    const { settled, leftOut, problems } = heed(false)
    expect(settled.map(({ name }) => name)).toEqual(['clean', 'leaky', 'own', 'gone'])
    expect(leftOut).toEqual([])
    expect(problems.map(({ severity, code, file, line }) => [severity, code, file, line])).toEqual([
      ['warning', 'possible-secret', 'flows/leaky.yml', 2],
      ['warning', 'possible-secret', 'flows/own.yml', 3],
    ])
    expect(JSON.stringify(problems)).not.toMatch(/ghp_|hunter2/)
  })

  it('keep their files out of a public repository', () => {
    const { settled, leftOut, problems } = heed(true)
    expect(settled.map(({ name }) => name)).toEqual(['clean', 'gone'])
    expect(leftOut.map(({ name, why }) => [name, why.split(',')[0]])).toEqual([
      ['leaky', 'it holds what looks like a credential'],
      ['own', 'it holds what looks like a credential'],
    ])
    expect(problems[0]?.message).toContain('It was not exported.')
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
