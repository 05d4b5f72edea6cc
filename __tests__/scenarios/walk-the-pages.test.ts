import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { BROKEN_FLOW } from '../../scripts/broken-flow.ts'
import { blocksIn } from '../docs/blocks.ts'
import { describeNewestEngine, freshServer, type TestServer } from '../engine/engine.ts'
import { aFlow } from '../support/a-flow.ts'
import { git } from '../support/git.ts'
import { serverHands } from '../support/server-hands.ts'
import { assertNoCanary } from './canaries.ts'
import { emptyMachine } from './empty-machine.ts'

const NAMESPACE = 'company.team'

/** The shell lines of a page or of a part of it, in their order, with the address and account of the server in place of the examples. */
const linesOf = (page: string, server: TestServer): readonly string[] =>
  blocksIn(page, page)
    .filter(({ language }) => language === 'sh')
    .flatMap(({ text }) => text.trimEnd().split('\n'))
    .map((line) =>
      line
        .replace('https://kestra.example.com', server.url)
        .replace('me@example.com', server.username)
        .replace('KESTRA_PASSWORD=…', `KESTRA_PASSWORD=${server.password}`),
    )

const sectionOf = (page: string, title: string): string => {
  const [, section] = new RegExp(`^## ${title}\\n([\\s\\S]*?)^## `, 'm').exec(page) ?? []
  if (section === undefined) throw new Error(`There is no section "${title}".`)
  return section
}

/** What the sections "Start" and "The first pull request" ask to write, by path. */
const writtenIn = (readme: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    ['Start', 'The first pull request']
      .flatMap((title) => [
        ...sectionOf(readme, title).matchAll(
          /`([\w./-]+\.yml)`(?:(?!`[\w./-]+\.yml`)[\s\S])*?^```yaml\n([\s\S]*?)^```$/gm,
        ),
      ])
      .map(([, path = '', text = '']) => [path, text] as const),
  )

// The pages are the same for both generations, and their commands are played on both elsewhere.
describeNewestEngine('from an empty machine', (version) => {
  test('docs/first-day.md leads from a server in use to a deploy of a change', async () => {
    const server = freshServer(version)
    const hands = serverHands(server)
    await hands.saveFlow(NAMESPACE, 'daily', aFlow({ id: 'daily', namespace: NAMESPACE }))
    await hands.uploadFile(NAMESPACE, '/sql/q.sql', 'select 1')
    await hands.setKeyValue(NAMESPACE, 'size', '3')
    const lines = linesOf(readFileSync('docs/first-day.md', 'utf8'), server)
    const change = lines.findIndex((line) => line.startsWith('git commit --all'))
    const edit = `sed -i.bak s/hi$/bye/ ${NAMESPACE}/flows/daily.yml && rm ${NAMESPACE}/flows/daily.yml.bak`
    await using machine = await emptyMachine()

    const ran = await machine.run([...lines.slice(0, change), edit, ...lines.slice(change)], {
      KESTRA_TENANT: server.tenant,
    })
    const [first, ...others] = ran.filter(({ line }) => line.startsWith('kestra-gitops doctor'))
    expect(first?.said).toMatch(/^ok +server:[\s\S]*^ok +account:/m)
    expect(others).toEqual([])
    // In an empty repository there is nothing to deploy yet, and the page says so.
    expect(ran.filter((line) => line !== first && line.code !== 0)).toEqual([])
    const plans = ran.filter(({ line }) => line.startsWith('kestra-gitops plan')).map(({ said }) => said)
    expect(plans).toEqual([
      expect.stringContaining('Plan: nothing to deploy'),
      expect.stringContaining('~ flow company.team.daily'),
    ])
    const [adopted, changed] = ran.filter(({ line }) => line.startsWith('kestra-gitops deploy'))
    expect(adopted?.said).toContain('Deploy: nothing to write')
    expect(changed?.said).toMatch(/^Deploy: 1 flow\b/m)
    const repository = join(machine.folder, 'flows')
    expect(git(repository, ['ls-files']).split('\n')).toEqual(
      ['files/sql/q.sql', 'flows/daily.yml', 'kv.yml'].map((path) => `${NAMESPACE}/${path}`),
    )
    expect(await hands.flow(NAMESPACE, 'daily')).toMatchObject({
      revision: 2,
      source: expect.stringContaining('bye'),
    })
    assertNoCanary({ stdout: ran.map(({ said }) => said).join('\n'), stderr: '' }, [server.password])
  })

  test('README.md installs the command in three ways, and every command of its list works', async () => {
    const server = freshServer(version)
    const readme = readFileSync('README.md', 'utf8')
    const ways = blocksIn('README.md', sectionOf(readme, 'Install')).map(({ text }) => text.trimEnd().split('\n'))
    await using machine = await emptyMachine()
    for (const way of ways) {
      const ran = await machine.run([...way, 'kestra-gitops version', 'npm uninstall --global kestra-gitops'])
      expect(ran.filter(({ code }) => code !== 0)).toEqual([])
      expect(ran.at(-2)?.said).toMatch(/^kestra-gitops \d+\.\d+\.\d+\n$/)
    }

    const files = Object.entries(writtenIn(readme)).flatMap(([path, text]) => [
      `mkdir -p "$(dirname ${path})"`,
      `printf %s '${text.replaceAll("'", String.raw`'\''`)}' > ${path}`,
    ])
    const terminal = linesOf(sectionOf(readme, 'On a terminal'), server)
    const ran = await machine.run(
      ['npm install --global ./kestra-gitops', 'git init --quiet flows', 'cd flows', ...files].concat([
        'git add --all',
        'git commit --quiet --message Start',
        ...terminal,
        'git status --porcelain',
      ]),
      { KESTRA_TENANT: server.tenant },
    )
    expect(ran.filter(({ code }) => code !== 0)).toEqual([])
    const saidBy = (command: string) => ran.find(({ line }) => line.startsWith(`kestra-gitops ${command}`))?.said
    expect(saidBy('plan')).toContain('+ flow company.team.hello')
    expect(saidBy('deploy')).toMatch(/^Deploy: 1 flow\b/m)
    expect(saidBy('drift')).toMatch(/no drift|in sync/i)
    expect(ran.at(-1)?.said).toBe('?? .kestra/\n')
    expect(await serverHands(server).flow(NAMESPACE, 'hello')).toMatchObject({ revision: 1 })
  })

  test('Kestra saves the broken flow of README.md', async () => {
    const hands = serverHands(freshServer(version))
    await hands.saveFlow(NAMESPACE, 'daily', BROKEN_FLOW)
    expect(await hands.flow(NAMESPACE, 'daily')).toMatchObject({ source: BROKEN_FLOW })
  })
})
