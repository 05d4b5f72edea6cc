import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readTree } from '../../src/kinds/read-tree.ts'
import { openGitTree } from '../../src/repository/git-trees.ts'
import type { Tree } from '../../src/repository/tree.ts'
import { openWorkTree } from '../../src/repository/work-tree.ts'
import { builtDist } from '../scenarios/built-dist.ts'
import { aFlow } from '../support/a-flow.ts'
import { git } from '../support/git.ts'

const CLI = join(builtDist(), 'cli.js')

let top: string
beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), 'misnamed-'))
})
afterEach(() => rmSync(top, { recursive: true, force: true }))

/** Names in Latin-1: `é` is one byte that is not valid UTF-8. */
const pathOf = (name: string): Buffer => Buffer.concat([Buffer.from(`${top}/`), Buffer.from(name, 'latin1')])
const write = (name: string, content = aFlow({ id: 'x' })): void => {
  const folder = name.slice(0, Math.max(0, name.lastIndexOf('/')))
  mkdirSync(pathOf(folder), { recursive: true })
  writeFileSync(pathOf(name), content)
}
const commit = (): void => {
  git(top, ['init', '--quiet'])
  git(top, ['add', '--all'])
  git(top, ['-c', 'user.name=a', '-c', 'user.email=a@b.c', 'commit', '--quiet', '-m', 'Start'])
}

const writeAll = (): void => {
  write('company.team/flows/a.yml', aFlow({ id: 'a' }))
  write('company.team/files/a.sql', 'select 1')
  write('company.team/flows/é.yml')
  write('company.team/flows/è.yml')
  write('company.team/files/ü.sql')
  write('company.teäm/flows/b.yml')
  write('docs/é.txt')
  write('node_modules/é.yml')
  write('.github/é.yml')
}

/** The problems of a reading, each as `code file`. */
const readingOf = async (tree: Tree, settings: Partial<Parameters<typeof readTree>[1]> = {}) => {
  const { desired, problems } = await readTree(tree, { roots: [], namespaceMap: [], ...settings })
  return {
    resources: desired.resources.map(({ file }) => file).toSorted(),
    problems: problems.map(({ code, file, severity }) => `${severity} ${code} ${file}`),
  }
}

const RESOURCES = ['company.team/files/a.sql', 'company.team/flows/a.yml']
const inTeam = [
  'error name-not-utf-8 company.team/files/\uFFFD.sql',
  // Two of the names are shown alike.
  'error name-not-utf-8 company.team/flows/\uFFFD.yml',
]

describe('a name that is no UTF-8 is an error at its path, and nothing else is lost', () => {
  it('in the work tree, tracked and not', async () => {
    writeAll()
    commit()
    write('company.team/flows/ö.yaml')
    const { tracked, whole } = await openWorkTree(top)
    const problems = [...inTeam, 'error name-not-utf-8 company.te\uFFFDm/flows/b.yml']
    expect(await readingOf(tracked)).toEqual({ resources: RESOURCES, problems })
    expect((await readingOf(whole)).problems.toSorted()).toEqual(
      [...problems, 'error name-not-utf-8 company.team/flows/\uFFFD.yaml'].toSorted(),
    )
  })

  it('in a commit', async () => {
    writeAll()
    commit()
    await using tree = await openGitTree('HEAD', { cwd: top })
    const problems = [...inTeam, 'error name-not-utf-8 company.te\uFFFDm/flows/b.yml']
    expect(await readingOf(tree)).toEqual({ resources: RESOURCES, problems })
  })

  it('in a plain folder, whose folders of such names nobody looks into', async () => {
    writeAll()
    const { whole } = await openWorkTree(top)
    const problems = [...inTeam, 'error name-not-utf-8 company.te\uFFFDm']
    expect(await readingOf(whole)).toEqual({ resources: RESOURCES, problems })
  })

  it.each(['a commit', 'a plain folder'])('at the end of a link, in %s', async (place) => {
    writeAll()
    symlinkSync('é.yml', pathOf('company.team/flows/link.yml'))
    symlinkSync(pathOf('company.teäm'), join(top, 'linked'))
    symlinkSync(Buffer.from('company.teäm', 'latin1'), join(top, 'near'))
    symlinkSync('company.team/flows/a.yml', pathOf('company.team/flows/ß.yml'))
    if (place === 'a commit') commit()
    const { whole } = await openWorkTree(top)
    expect((await readingOf(whole)).resources).toEqual(RESOURCES)
  })

  it('unless it is left out, or lies outside of the root', async () => {
    writeAll()
    const { whole } = await openWorkTree(top)
    expect((await readingOf(whole, { roots: ['company.team'] })).problems).toEqual(inTeam)
    expect(
      (await readingOf(whole, { roots: ['company.team'], exclude: ['company.team/**/*\uFFFD*'] })).problems,
    ).toEqual([])
  })

  it('is told by every command, and nothing is planned as deleted', () => {
    writeAll()
    commit()
    for (const args of [['validate'], ['plan'], ['plan', '--base', 'HEAD'], ['plan', '--allow-dirty']]) {
      const { stdout, stderr, status } = run(args, top)
      expect({ status, stderr }).toEqual({ status: 1, stderr: '' })
      expect(stdout).toContain('company.te\uFFFDm/flows/b.yml')
    }
  })

  it('is told where nothing else is there', () => {
    write('company.teäm/flows/b.yml')
    commit()
    expect(run(['plan'], top).stdout).toMatch(/name of this file\s+contains\s+bytes\s+that\s+are\s+not\s+valid\s+UTF-8/)
  })

  it('is told where the run was started in such a folder', () => {
    mkdirSync(pathOf('é'))
    const { status, stderr } = spawnSync('sh', ['-c', 'cd ./* && exec "$0" "$1" plan', process.execPath, CLI], {
      cwd: top,
      encoding: 'utf8',
    })
    expect(status).toBe(1)
    expect(stderr).toMatch(/^Cannot read the folder .*its name is not valid UTF-8\./)
  })
})

const run = (args: readonly string[], cwd: string) =>
  spawnSync(process.execPath, [CLI, ...args], { cwd, encoding: 'utf8', env: { PATH: process.env['PATH'] } })
