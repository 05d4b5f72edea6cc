import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { builtDist } from '../scenarios/built-dist.ts'
import { aFlow } from '../support/a-flow.ts'
import { createGitRepository } from '../support/git-repository.ts'

const STALE = '### Committed by a pull request\n'
const FILES = {
  'company.team/flows/a.yml': aFlow({ id: 'a' }),
  'comment.md': STALE,
  'page.html': STALE,
  'sub/comment.md': STALE,
}

const cli = (cwd: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  spawnSync(process.execPath, [join(builtDist(), 'cli.js'), ...args], {
    cwd,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], HOME: cwd, ...env },
  })

describe('a committed file under the name of a document', () => {
  it.each<{ ends: string; args: readonly string[]; env?: Readonly<Record<string, string>> }>([
    { ends: 'a setting that is wrong', args: ['plan', '--timeout', 'soon'] },
    { ends: 'an environment that is refused', args: ['plan'], env: { NODE_TLS_REJECT_UNAUTHORIZED: '0' } },
    { ends: 'a flag that does not exist', args: ['plan', '--nothing', 'x'] },
    { ends: 'a command that does not exist', args: ['plna'] },
    { ends: 'a base that does not exist', args: ['plan', '--base', 'nowhere'] },
  ])('does not outlive a run that ends by $ends', ({ args, env }) => {
    using repository = createGitRepository({ files: FILES })
    const names = ['--comment-file', 'comment.md', '--html=page.html']
    expect(cli(repository.dir, [...args, ...names], env).status).toBe(1)
    expect(existsSync(join(repository.dir, 'comment.md'))).toBe(false)
    expect(existsSync(join(repository.dir, 'page.html'))).toBe(false)
    expect(existsSync(join(repository.dir, 'sub/comment.md'))).toBe(true)
  })

  it('is found in the folder of --chdir', () => {
    using repository = createGitRepository({ files: FILES })
    cli(repository.dir, ['plan', '--chdir', 'sub', '--comment-file', 'comment.md', '--timeout', 'soon'])
    expect(existsSync(join(repository.dir, 'sub/comment.md'))).toBe(false)
    expect(existsSync(join(repository.dir, 'comment.md'))).toBe(true)
  })

  it('is replaced by the document of a run that ends well', () => {
    using repository = createGitRepository({ files: FILES })
    expect(cli(repository.dir, ['validate', '--offline', '--comment-file', 'comment.md']).status).toBe(0)
    expect(readFileSync(join(repository.dir, 'comment.md'), 'utf8')).toMatch(/^### (?!Committed)/)
  })

  it('stays where a command only prints a text', () => {
    using repository = createGitRepository({ files: FILES })
    cli(repository.dir, ['version', '--comment-file', 'comment.md'])
    cli(repository.dir, ['plan', '--help', '--comment-file', 'comment.md'])
    expect(existsSync(join(repository.dir, 'comment.md'))).toBe(true)
  })

  it('is refused where it is a link, and what the link leads to stays', () => {
    const outside = mkdtempSync(join(tmpdir(), 'outside-'))
    try {
      writeFileSync(join(outside, 'secret'), 'secret')
      using repository = createGitRepository({ files: { 'company.team/flows/a.yml': aFlow({ id: 'a' }) } })
      symlinkSync(join(outside, 'secret'), join(repository.dir, 'comment.md'))
      const { status, stdout } = cli(repository.dir, ['plan', '--json', '--comment-file', 'comment.md'])
      expect([status, JSON.parse(stdout).reason]).toEqual([1, 'symbolic-link'])
      expect(readFileSync(join(outside, 'secret'), 'utf8')).toBe('secret')
    } finally {
      rmSync(outside, { recursive: true })
    }
  })

  it('is written through a link of the machine, which stays', () => {
    const outside = mkdtempSync(join(tmpdir(), 'outside-'))
    try {
      symlinkSync(join(outside, 'report.md'), join(outside, 'link.md'))
      writeFileSync(join(outside, 'report.md'), '')
      using repository = createGitRepository({ files: { 'company.team/flows/a.yml': aFlow({ id: 'a' }) } })
      const { status } = cli(repository.dir, ['validate', '--offline', '--comment-file', join(outside, 'link.md')])
      expect([status, readFileSync(join(outside, 'report.md'), 'utf8')]).toEqual([0, expect.stringMatching(/^### /)])
    } finally {
      rmSync(outside, { recursive: true })
    }
  })
})
