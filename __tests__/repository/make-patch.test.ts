import { execFileSync } from 'node:child_process'
import { expect, it } from 'vitest'
import { makePatch } from '../../src/repository/make-patch.ts'
import { createGitRepository } from '../support/git-repository.ts'

const bytes = (text: string | Buffer): Uint8Array => (typeof text === 'string' ? Buffer.from(text) : text)

const SIDES: Readonly<Record<string, readonly [string | Buffer | null, string | Buffer | null]>> = {
  'flows/changed.yml': ['id: a\n# été ✓\n', 'id: a\n# été ✓\nmore: 1\n'],
  'flows/new one.yml': [null, 'id: n\n```\nfence\n```'],
  'flows/gone.yml': ['id: g\n', null],
  'files/crlf.sql': ['a\r\nb\r\n', 'a\r\nc\r\n'],
  'files/latin.txt': [null, Buffer.from([0xe9, 0x0a])],
  'files/x.bin': [Buffer.from([0, 1, 2]), Buffer.from([0, 255])],
  'files/"quoted" \t[a]*.txt': ['x\n', 'y\n'],
  'files/hidden.txt': [null, 'a\u202Eb\n'],
  'files/empty.txt': [null, ''],
}

const stateOf = (index: 0 | 1) =>
  Object.fromEntries(
    Object.entries(SIDES).flatMap(([path, resourceStates]) =>
      resourceStates[index] === null ? [] : [[path, resourceStates[index]]],
    ),
  )

it('is applied by git to the one side, and makes the other, byte for byte', async () => {
  using repository = createGitRepository({ files: { 'README.md': 'kept\n', ...stateOf(0) } })
  const patch = await makePatch(
    Object.entries(SIDES).map(([path, [before, after]]) => ({
      path,
      before: before === null ? undefined : bytes(before),
      after: after === null ? undefined : bytes(after),
    })),
  )
  // As it comes off a page: without the last line break, then with one.
  execFileSync('git', ['apply', '--index'], { cwd: repository.dir, input: `${patch.trimEnd()}\n` })
  using expected = createGitRepository({ files: { 'README.md': 'kept\n', ...stateOf(1) } })
  expect(repository.git('write-tree')).toBe(expected.git('rev-parse', 'HEAD^{tree}'))
  expect(patch).not.toMatch(/[\r\u202E\uFFFD]/)
})

it('is empty where nothing differs, and refuses a path that leads into git itself', async () => {
  expect(await makePatch([])).toBe('')
  expect(await makePatch([{ path: 'a', before: bytes('x'), after: bytes('x') }])).toBe('')
  await expect(makePatch([{ path: '.git/config', before: undefined, after: bytes('x') }])).rejects.toMatchObject({
    reason: 'git-failed',
  })
})
