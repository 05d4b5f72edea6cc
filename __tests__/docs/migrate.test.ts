import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { INPUTS } from '../../src/settings/inputs/inputs.ts'

const page = readFileSync('docs/migrate.md', 'utf8')

/** What a person who comes from each of these has set, by its name there. */
const SYSTEMS: Readonly<Record<string, readonly string[]>> = {
  'deploy-action and validate-action': [
    ...['directory', 'namespace', 'resource', 'to', 'server', 'user', 'password', 'apiToken', 'tenant', 'delete'],
  ],
  'github-actions and kestractl': [
    ...['directory', 'localPath', 'namespacePath', 'override', '--fail-fast', '--namespace', '--namespace-prefix'],
    ...['--disable-triggers', 'kestractlVersion', '--host', '--token', '--header', '--output'],
  ],
  'git.SyncFlows and git.SyncNamespaceFiles': [
    ...['branch', 'gitDirectory', 'targetNamespace', 'namespace', 'includeChildNamespaces', 'delete', 'dryRun'],
    ...['ignoreInvalidFlows', 'failOnMissingDirectory', '.kestraignore', 'flowPath'],
  ],
  'git.NamespaceSync and git.TenantSync': [
    ...['sourceOfTruth', 'whenMissingInSource', 'protectedNamespaces', 'namespace', 'onInvalidSyntax', 'dryRun'],
    ...['kestraUrl', 'auth', 'gitDirectory'],
  ],
  'git.Sync and git.SyncDashboards': ['gitDirectory', 'namespaceFilesDirectory', 'delete', 'dryRun'],
  'git.PushFlows and the other Push tasks': [
    ...['sourceNamespace', 'targetNamespace', 'includeChildNamespaces', 'gitDirectory', 'flows', 'files', 'delete'],
    ...['branch', 'commitMessage', 'authorName'],
  ],
  'git.Clone': ['branch', 'tag', 'commit', 'directory', 'depth', 'cloneSubmodules', 'privateKey'],
  Terraform: [
    'kestra_flow',
    'kestra_namespace_file',
    'kestra_dashboard',
    'kestra_kv',
    'kestra_namespace_secret',
    'templatefile',
  ],
}

const sections = new Map(
  page.split(/^## /m).map((section) => [section.slice(0, section.indexOf('\n')), section] as const),
)
const rowsOf = (section: string): readonly string[] => section.split('\n').filter((line) => line.startsWith('| '))

describe('docs/migrate.md', () => {
  it.each(Object.entries(SYSTEMS))('has a row for every option of %s', (system, options) => {
    const first = rowsOf(sections.get(system) ?? '').map((row) => row.split('|')[1] ?? '')
    const named = (option: string) =>
      first.some((cell) =>
        [...cell.matchAll(/`([^`]+)`/g)].some(([, code = '']) => code.split(/[:\s,]/).includes(option)),
      )
    expect(options.filter((option) => !named(option))).toEqual([])
  })

  it('says of each what is better and what is lost', () => {
    for (const system of Object.keys(SYSTEMS).filter((name) => !/^git\.(?:Sync and|Clone)/.test(name)))
      expect(sections.get(system)).toMatch(/Better: [\s\S]*Lost: /)
  })

  it('names inputs that there are', () => {
    const second = [...sections].flatMap(([, section]) => rowsOf(section).map((row) => row.split('|')[2] ?? ''))
    const inputs = second.flatMap((cell) =>
      [...cell.matchAll(/`(?:--)?([a-z]+(?:-[a-z]+)*): [^`]+`/g)].map(([, name = '']) => name),
    )
    expect(inputs.length).toBeGreaterThan(8)
    expect(inputs.filter((name) => !Object.hasOwn(INPUTS, name) && name !== 'files')).toEqual([])
  })
})

describe('the comparison of docs/internals/facts/others.md', () => {
  const facts = readFileSync('docs/internals/facts/others.md', 'utf8')
  const rows = rowsOf(facts.split('\n\n')[1] ?? '').map((row) => row.split('|')[1]?.trim() ?? '')

  it('says for every row where it is known from', () => {
    const headings = [...facts.matchAll(/^## (.+)$/gm)].map(([, heading = '']) => heading.toLowerCase())
    expect(rows.slice(1).length).toBeGreaterThan(6)
    expect(headings).toEqual(rows.slice(1).map((row) => row.toLowerCase()))
  })
})
