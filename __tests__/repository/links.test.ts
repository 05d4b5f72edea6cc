import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openGitTree } from '../../src/repository/git-trees.ts'
import { followLinks } from '../../src/repository/links.ts'
import { openWorkTree } from '../../src/repository/work-tree.ts'
import { growth } from '../fixtures/growth.ts'
import { createGitRepository } from '../support/git-repository.ts'

interface Entries {
  readonly files: ReadonlyMap<string, string>
  readonly links: ReadonlyMap<string, string>
}

/** Each folder links `ways` times to the next: `ways` to the power of `count` paths. */
const lattice = (count: number, { ways = 2, hasFile = true } = {}): Entries => ({
  files: new Map([['d0/.keep', ''], ...(hasFile ? [[`d${count}/a.yml`, 'id: a'] as const] : [])]),
  links: new Map(
    Array.from({ length: count * ways }, (_, index) => {
      const at = Math.floor(index / ways)
      return [`d${at}/way-${index % ways}`, `../d${at + 1}`] as const
    }),
  ),
})

const TOO_MANY = {
  reason: 'too-many-links',
  message: expect.stringMatching(/^The symbolic link d\d+\/way-\d .*100,000 paths.* Remove links/),
}

const write = (dir: string, { files, links }: Entries): void => {
  for (const path of [...files.keys(), ...links.keys()])
    mkdirSync(dirname(join(dir, ...path.split('/'))), { recursive: true })
  for (const [path, text] of files) writeFileSync(join(dir, ...path.split('/')), text)
  for (const [path, target] of links) symlinkSync(target, join(dir, ...path.split('/')))
}

const inFolder = async <T>(entries: Entries, use: (dir: string) => Promise<T>): Promise<T> => {
  const dir = mkdtempSync(join(tmpdir(), 'kestra-gitops-'))
  try {
    write(dir, entries)
    return await use(dir)
  } finally {
    rmSync(dir, { recursive: true })
  }
}

describe('a lattice of links, in which each folder links twice to the next', () => {
  it('is followed as long as it is small, and alike in checkout, commit and plain folder', async () => {
    const small = lattice(3)
    using repository = createGitRepository({ files: {} })
    write(repository.dir, small)
    await using commit = await openGitTree(repository.commit({}, 'Add links'), { cwd: repository.dir })
    const { tracked } = await openWorkTree(repository.dir)
    const folder = await inFolder(small, async (dir) => (await openWorkTree(dir)).tracked.paths)
    // Below d3 one, below d2 two, below d1 four, below d0 eight; and the file that keeps d0.
    expect(folder).toHaveLength(16)
    expect(tracked.paths).toEqual(folder)
    expect(commit.paths).toEqual(folder)
  })

  it.each([
    ['with a file at its end', lattice(40)],
    ['without any file', lattice(40, { hasFile: false })],
    ['three times', lattice(30, { ways: 3 })],
  ])('ends with an error that names a link, %s', async (_, large) => {
    expect(() => followLinks(large)).toThrow(expect.objectContaining(TOO_MANY))
    using repository = createGitRepository({ files: {} })
    write(repository.dir, large)
    const commit = repository.commit({}, 'Add links')
    await expect(openWorkTree(repository.dir)).rejects.toMatchObject(TOO_MANY)
    await expect(openGitTree(commit, { cwd: repository.dir })).rejects.toMatchObject(TOO_MANY)
  })

  it('ends with the error in a folder without Git as well', async () => {
    await inFolder(lattice(40), (dir) => expect(openWorkTree(dir)).rejects.toMatchObject(TOO_MANY))
  })
})

describe('links', () => {
  const mutual = (count: number): Entries => {
    const names = Array.from({ length: count }, (_, index) => `d${index}`)
    const links = names.flatMap((from) => names.map((to) => [`${from}/way-${to.slice(1)}`, `../${to}`] as const))
    return { files: new Map(names.map((name) => [`${name}/a.yml`, ''])), links: new Map(links) }
  }

  it('that lead to each other are gone through once on each way, in Git as in a folder', async () => {
    const entries = mutual(3)
    const found = [...followLinks(entries).keys()].sort()
    // Each folder by itself, through one of the others, and through both.
    expect(found).toHaveLength(3 + 6 + 6)
    expect(await inFolder(entries, async (dir) => (await openWorkTree(dir)).tracked.paths)).toEqual(found)
  })

  it('of twelve folders to all the others end with the error as well', () => {
    expect(() => followLinks(mutual(12))).toThrow(expect.objectContaining(TOO_MANY))
  })

  const chain = (length: number) => ({
    files: new Map([['end.yml', 'x']]),
    links: new Map(
      Array.from({ length }, (_, index) => [`l${index}`, index === length - 1 ? 'end.yml' : `l${index + 1}`] as const),
    ),
  })

  it('lead on from link to link as far as Linux follows them', () => {
    expect(followLinks(chain(40)).get('l0')).toBe('x')
    const tooLong = { reason: 'too-many-links', message: expect.stringMatching(/link l0 leads through more than 40/) }
    expect(() => followLinks(chain(41))).toThrow(expect.objectContaining(tooLong))
    expect(() => followLinks(chain(100_000))).toThrow(expect.objectContaining(tooLong))
  })

  it('of long names end where their paths take too much room', () => {
    const files = Array.from({ length: 10_000 }, (_, index) => [`files/${index}`, ''] as const)
    const links = new Map([['x'.repeat(6_000), 'files']])
    const message = expect.stringContaining('paths of more than 50,000,000 characters')
    expect(() => followLinks({ files: new Map(files), links })).toThrow(expect.objectContaining({ message }))
  })

  it('cost what they lead to, however many there are', () => {
    const following = (count: number) => {
      const indices = Array.from({ length: count }, (_, index) => index)
      const files = new Map(indices.map((index) => [`files/${index}/a.yml`, '']))
      const links = new Map(indices.map((index) => [`links/${index}`, `../files/${index}`]))
      return () => expect(followLinks({ files, links }).size).toBe(2 * count)
    }
    expect(growth([1000, 4000], following)).toBeLessThan(8)
  })
})
