import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type NamedFile, readNamedFile, removeNamedFile, writeNamedFile } from '../../src/repository/named-files.ts'

/** `home` holds the workspace and what a pull request must not reach: `outside/secret.txt`, `outside/empty`. */
let home = ''
let workspace = ''

beforeEach(() => {
  home = realpathSync(mkdtempSync(join(tmpdir(), 'links-')))
  workspace = join(home, 'workspace')
  mkdirSync(join(workspace, 'docs'), { recursive: true })
  mkdirSync(join(home, 'outside/empty'), { recursive: true })
  writeFileSync(join(home, 'outside/secret.txt'), 'secret')
  writeFileSync(join(workspace, 'docs/page.html'), 'page')
})

afterEach(() => rmSync(home, { recursive: true }))

const named = (path: string, top = workspace): NamedFile => ({
  path: join(workspace, path),
  workspace: top,
  as: `the file "${path}" of "html"`,
})

const link = (path: string, target: string): void => symlinkSync(target, join(workspace, path))

const refusal = (link: string) => ({
  reason: 'symbolic-link',
  message: expect.stringContaining(`"${link}" in the workspace is a symbolic link`),
})

interface Planted {
  readonly what: string
  readonly links: readonly (readonly [path: string, target: () => string])[]
  readonly path: string
  readonly link: string
}

const planted: readonly Planted[] = [
  { what: 'the file', links: [['x.html', () => '../outside/secret.txt']], path: 'x.html', link: 'x.html' },
  {
    what: 'the file, which leads to nothing yet',
    links: [['x.html', () => '../outside/empty/new']],
    path: 'x.html',
    link: 'x.html',
  },
  { what: 'a folder', links: [['out', () => '../outside']], path: 'out/secret.txt', link: 'out' },
  {
    what: 'a folder of folders that are not there',
    links: [['out', () => '../outside']],
    path: 'out/a/b/c.html',
    link: 'out',
  },
  {
    what: 'a folder further down',
    links: [['docs/out', () => '../../outside']],
    path: 'docs/out/secret.txt',
    link: 'docs/out',
  },
  {
    what: 'a link to a link',
    links: [
      ['a', () => 'b'],
      ['b', () => '../outside'],
    ],
    path: 'a/secret.txt',
    link: 'a',
  },
  {
    what: 'the file, to one of the workspace',
    links: [['x.html', () => 'docs/page.html']],
    path: 'x.html',
    link: 'x.html',
  },
  {
    what: 'an absolute link',
    links: [['x.html', () => join(home, 'outside/secret.txt')]],
    path: 'x.html',
    link: 'x.html',
  },
  {
    what: 'a circle',
    links: [
      ['a', () => 'b'],
      ['b', () => 'a'],
    ],
    path: 'a',
    link: 'a',
  },
  {
    what: 'a link out and a way back in',
    links: [['out', () => '../outside']],
    path: 'docs/../out/secret.txt',
    link: 'out',
  },
]

describe('a link below the workspace', () => {
  it.each(planted)('is not followed to be read: $what', async ({ links, path, link: at }) => {
    for (const [from, target] of links) link(from, target())
    await expect(readNamedFile(named(path))).rejects.toMatchObject(refusal(at))
  })

  it.each(planted)('is not followed to be written or removed: $what', async ({ links, path, link: at }) => {
    for (const [from, target] of links) link(from, target())
    const options = { makesFolders: true }
    await expect(writeNamedFile(named(path), 'x', options)).rejects.toMatchObject(refusal(at))
    await expect(writeNamedFile(named(path), 'x', { ...options, isNew: true })).rejects.toMatchObject(refusal(at))
    await expect(removeNamedFile(named(path))).rejects.toMatchObject(refusal(at))
    expect(readFileSync(join(home, 'outside/secret.txt'), 'utf8')).toBe('secret')
    expect(readFileSync(join(workspace, 'docs/page.html'), 'utf8')).toBe('page')
    expect(existsSync(join(home, 'outside/empty/new'))).toBe(false)
    expect(existsSync(join(home, 'outside/a'))).toBe(false)
    expect(lstatSync(join(workspace, at)).isSymbolicLink()).toBe(true)
  })

  it('is not followed where the way to it leads over a link outside, or over another name of the workspace', async () => {
    link('out', '../outside')
    symlinkSync(join(workspace, 'docs'), join(home, 'outside/docs'))
    link('docs/out', '../../outside')
    symlinkSync(workspace, join(home, 'alias'))
    const through = (path: string, top = workspace): NamedFile => ({ ...named('', top), path: join(home, path) })
    await expect(readNamedFile(through('outside/docs/out/secret.txt'))).rejects.toMatchObject(refusal('docs/out'))
    await expect(readNamedFile(through('alias/out/secret.txt'))).rejects.toMatchObject(refusal('out'))
    const alias = join(home, 'alias')
    await expect(readNamedFile(through('alias/out/secret.txt', alias))).rejects.toMatchObject(refusal('out'))
    await expect(readNamedFile(through('workspace/out/secret.txt', alias))).rejects.toMatchObject(refusal('out'))
  })
})

describe('a named file', () => {
  it('is read, written anew and over, and removed where no link is in the way', async () => {
    expect((await readNamedFile(named('docs/page.html'))).toString()).toBe('page')
    await writeNamedFile(named('docs/page.html'), 'new')
    expect(readFileSync(join(workspace, 'docs/page.html'), 'utf8')).toBe('new')
    await expect(writeNamedFile(named('docs/page.html'), 'x', { isNew: true })).rejects.toMatchObject({
      code: 'EEXIST',
    })
    await writeNamedFile(named('a/b/c.txt'), 'c', { makesFolders: true, isNew: true })
    expect(readFileSync(join(workspace, 'a/b/c.txt'), 'utf8')).toBe('c')
    await expect(writeNamedFile(named('not/there.txt'), 'x')).rejects.toMatchObject({ code: 'ENOENT' })
    await removeNamedFile(named('a/b/c.txt'))
    expect(existsSync(join(workspace, 'a/b/c.txt'))).toBe(false)
    await writeNamedFile(named('top.txt'), 'top', { makesFolders: true })
    expect(readFileSync(join(workspace, 'top.txt'), 'utf8')).toBe('top')
  })

  it('goes up in its name and not behind a link: what is then outside is as its author says', async () => {
    link('a', '../outside/empty')
    await writeNamedFile(named('a/../../x.html'), 'x')
    expect(readFileSync(join(home, 'x.html'), 'utf8')).toBe('x')
    expect(existsSync(join(home, 'outside/x.html'))).toBe(false)
  })

  it('follows links outside of the workspace, which whoever wrote the workflow has named', async () => {
    symlinkSync(join(home, 'outside'), join(home, 'linked'))
    await writeNamedFile(named('../linked/a/x.html'), 'x', { makesFolders: true })
    expect(readFileSync(join(home, 'outside/a/x.html'), 'utf8')).toBe('x')
    expect((await readNamedFile(named('../linked/secret.txt'))).toString()).toBe('secret')
    await writeNamedFile({ ...named(''), path: '/dev/null' }, 'x')
  })

  it('may lie beside a workspace whose name begins alike, and in a workspace that is not there', async () => {
    mkdirSync(join(home, 'workspace-2'))
    symlinkSync(join(home, 'outside'), join(home, 'workspace-2/out'))
    expect((await readNamedFile(named('../workspace-2/out/secret.txt'))).toString()).toBe('secret')
    await expect(readNamedFile(named('x', join(home, 'nowhere')))).rejects.toMatchObject({ code: 'ENOENT' })
  })
})
