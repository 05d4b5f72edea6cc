import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { describeEngines } from '../engine/engine.ts'
import { aFlow } from '../support/a-flow.ts'
import { git } from '../support/git.ts'
import { type Scenario, startScenario } from './start-scenario.ts'

const BINARY = Buffer.from([0, 255, 10, 13, 10, 128, 0])
const CRLF = aFlow({ id: 'crlf' }).replaceAll('\n', '\r\n')
const ACCENTS = aFlow({ id: 'accents', message: '"été 日本語 🚀"' })

const read = ({ repository }: Scenario, path: string): string => readFileSync(join(repository.dir, path), 'utf8')

const status = ({ repository }: Scenario): readonly string[] =>
  git(repository.dir, ['status', '--porcelain', '-z', '--untracked-files=all', '--no-renames'])
    .split('\0')
    .filter(Boolean)

const commitAll = ({ repository }: Scenario): void => {
  git(repository.dir, ['add', '--all'])
  git(repository.dir, ['commit', '--quiet', '--message', 'Export'])
}

const filesOf = ({ resources }: { readonly resources: readonly { readonly file?: string | undefined }[] }) =>
  resources.map(({ file }) => file)

describeEngines('exporting', (version) => {
  test('a server into a fresh repository gives a tree that is in sync with it', async () => {
    using scenario = startScenario(version, { 'README.md': '# Flows\n' })
    const { hands } = scenario
    await hands.saveFlow('company.team', 'crlf', CRLF)
    await hands.saveFlow('company.team', 'accents', ACCENTS)
    await hands.saveFlow('prod', 'load', aFlow({ id: 'load', namespace: 'prod' }))
    await hands.saveFlow('tutorial', 'hello', aFlow({ id: 'hello', namespace: 'tutorial' }))
    await hands.uploadFile('company.team', '/sql/größe.sql', 'select 1\n')
    await hands.uploadFile('company.team', '/a.bin', BINARY)
    await hands.uploadFile('prod', '/empty.txt', '')

    const exported = await scenario.json(['export'])
    expect(exported).toMatchObject({ code: 0, command: 'export', result: 'changes' })
    expect(filesOf(exported).toSorted()).toEqual([
      'company.team/files/a.bin',
      'company.team/files/sql/größe.sql',
      'company.team/flows/accents.yml',
      'company.team/flows/crlf.yml',
      'prod/files/empty.txt',
      'prod/flows/load.yml',
    ])
    expect(exported.resources.every(({ outcome }) => outcome === 'applied')).toBe(true)
    expect(readFileSync(join(scenario.repository.dir, 'company.team/files/a.bin')).equals(BINARY)).toBe(true)

    commitAll(scenario)
    expect(await scenario.json(['plan', '--refresh'])).toMatchObject({
      result: 'in-sync',
      resources: [],
      summary: { unchanged: 6, unmanaged: 1 },
    })
    const again = await scenario.run(['export'])
    expect(again.code).toBe(0)
    expect(again.stdout).toContain('Export: nothing to export')
    expect(status(scenario)).toEqual([])
  })

  test("takes the server's edits, deletions and new flows, and leaves what Git is ahead with", async () => {
    using scenario = startScenario(version, {
      'company.team/flows/edited.yml': aFlow({ id: 'edited' }),
      'company.team/flows/gone.yml': aFlow({ id: 'gone' }),
      'company.team/flows/ahead.yml': aFlow({ id: 'ahead' }),
      'company.team/flows/both.yml': aFlow({ id: 'both' }),
      'company.team/files/q.sql': 'select 1\n',
    })
    const { hands, repository } = scenario
    await scenario.json(['deploy'])
    const edited = aFlow({ id: 'edited', message: 'by hand' })
    await hands.saveFlow('company.team', 'edited', edited)
    await hands.saveFlow('company.team', 'both', aFlow({ id: 'both', message: 'by hand' }))
    await hands.deleteFlow('company.team', 'gone')
    await hands.saveFlow('company.team', 'added', aFlow({ id: 'added' }))
    await hands.uploadFile('company.team', '/q.sql', 'select 2\n')
    const ahead = aFlow({ id: 'ahead', message: 'in Git' })
    repository.commit({
      'company.team/flows/ahead.yml': ahead,
      'company.team/flows/both.yml': aFlow({ id: 'both', message: 'in Git' }),
    })

    const { stdout, code } = await scenario.run(['export'])
    expect(code).toBe(0)
    expect(stdout.replace(/\s+/g, ' ')).toContain(
      'Not exported: `company.team.both` (changed both in Git and on the server; `kestra-gitops export --conflicts` takes it).',
    )
    expect(status(scenario).toSorted()).toEqual([
      ' D company.team/flows/gone.yml',
      ' M company.team/files/q.sql',
      ' M company.team/flows/edited.yml',
      '?? company.team/flows/added.yml',
    ])
    expect(read(scenario, 'company.team/flows/edited.yml')).toBe(edited)
    expect(read(scenario, 'company.team/flows/ahead.yml')).toBe(ahead)
  })

  test('with --conflicts takes the text of the server over that of Git, and nothing else; with --only one by its name', async () => {
    const files = (message: string) => ({
      'company.team/flows/both.yml': aFlow({ id: 'both', message }),
      'company.team/flows/theirs.yml': aFlow({ id: 'theirs', message }),
      'company.team/files/q.sql': `${message}\n`,
      'company.team/kv.yml': `size: ${message.length}\n`,
    })
    using scenario = startScenario(version, { ...files('one'), 'company.team/flows/gone.yml': aFlow({ id: 'gone' }) })
    const { hands, repository } = scenario
    await scenario.json(['deploy'])
    const theirs = aFlow({ id: 'both', message: 'by hand' })
    await hands.saveFlow('company.team', 'both', theirs)
    await hands.saveFlow('company.team', 'theirs', aFlow({ id: 'theirs', message: 'by hand' }))
    await hands.saveFlow('company.team', 'gone', aFlow({ id: 'gone', message: 'by hand' }))
    await hands.saveFlow('company.team', 'added', aFlow({ id: 'added' }))
    await hands.uploadFile('company.team', '/q.sql', 'by hand\n')
    await hands.setKeyValue('company.team', 'size', '70')
    const ours = files('in Git')
    repository.commit({ ...ours, 'company.team/flows/theirs.yml': aFlow({ id: 'theirs', message: 'one' }) })
    repository.commit({ 'company.team/flows/gone.yml': null })

    const { stdout } = await scenario.run(['export', '--conflicts'])
    expect(status(scenario).toSorted()).toEqual([
      ' M company.team/files/q.sql',
      ' M company.team/flows/both.yml',
      ' M company.team/kv.yml',
    ])
    expect(read(scenario, 'company.team/flows/both.yml')).toBe(theirs)
    expect(stdout).toMatch(/-.*in Git[\s\S]*\+.*by hand/)
    commitAll(scenario)
    expect((await scenario.json(['plan'])).summary).toMatchObject({ conflict: 0, drift: 1 })

    await scenario.run(['export', '--conflicts', '--when-missing', 'delete'])
    expect(status(scenario)).toEqual(['?? company.team/flows/gone.yml'])
    await scenario.run(['export', '--only', 'company.team.theirs', '--only', 'company.team/q.sql'])
    expect(status(scenario)).toEqual([' M company.team/flows/theirs.yml', '?? company.team/flows/gone.yml'])
    const wrong = await scenario.run(['export', '--only', 'company.team.their'])
    expect(wrong).toMatchObject({ code: 1 })
    expect(wrong.stderr + wrong.stdout).toContain('did you mean `company.team.theirs`?')
  })

  test('never writes over changes that are not committed, nor through a link', async () => {
    using scenario = startScenario(version, {
      'company.team/flows/other.yml': aFlow({ id: 'other' }),
    })
    const { hands, repository } = scenario
    await scenario.json(['deploy'])
    await hands.saveFlow('company.team', 'other', aFlow({ id: 'other', message: 'by hand' }))
    await hands.uploadFile('company.team', '/x.txt', 'x')
    mkdirSync(join(repository.dir, 'elsewhere'))
    symlinkSync(join(repository.dir, 'elsewhere'), join(repository.dir, 'company.team/files'))
    const uncommitted = `${aFlow({ id: 'other' })}\n`
    writeFileSync(join(repository.dir, 'company.team/flows/other.yml'), uncommitted)

    const exported = await scenario.json(['export'])
    expect(exported.resources.map(({ file, outcome }) => [file, outcome])).toEqual([
      ['company.team/flows/other.yml', 'not-attempted'],
      ['company.team/files/x.txt', 'not-attempted'],
    ])
    expect(read(scenario, 'company.team/flows/other.yml')).toBe(uncommitted)
  })

  test('knows its own deploys, whether or not they were told the namespace that it takes', async () => {
    using scenario = startScenario(version, { 'company.team/flows/a.yml': aFlow({ id: 'a' }) })
    await scenario.json(['deploy'])
    await scenario.hands.saveFlow('company.team', 'a', aFlow({ id: 'a', message: 'by hand' }))
    for (const namespace of [[], ['--namespace', 'company.team']]) {
      const { resources } = await scenario.json(['export', '--dry-run', ...namespace])
      expect(resources.map(({ change }) => change)).toEqual(['drift'])
    }
  })

  test('maps namespaces back, and narrows to the one that is asked for', async () => {
    using scenario = startScenario(version, { 'dev/flows/a.yml': aFlow({ id: 'a', namespace: 'dev' }) })
    const { hands } = scenario
    const map = ['--namespace-map', 'dev => prod']
    await scenario.json(['deploy', ...map])
    await hands.saveFlow('prod.sub', 'new', aFlow({ id: 'new', namespace: 'prod.sub', calls: ['a'] }))
    await hands.saveFlow('prod', 'other', aFlow({ id: 'other', namespace: 'prod' }))
    await hands.saveFlow('production', 'x', aFlow({ id: 'x', namespace: 'production' }))
    const exported = await scenario.json(['export', ...map, '--namespace', 'prod.sub'])
    expect(filesOf(exported)).toEqual(['dev.sub/flows/new.yml'])
    expect(read(scenario, 'dev.sub/flows/new.yml')).toBe(aFlow({ id: 'new', namespace: 'dev.sub', calls: ['a'] }))

    const ambiguous = await scenario.json([
      'export',
      '--namespace-map',
      'dev => prod',
      '--namespace-map',
      'test => prod',
    ])
    expect(ambiguous).toMatchObject({ code: 1, result: 'failed', reason: 'ambiguous-namespace-map' })
  })
})
