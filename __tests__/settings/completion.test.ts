import { execFileSync, spawnSync } from 'node:child_process'
import { expect, it } from 'vitest'
import { SHELLS } from '../../src/settings/commands.ts'
import { completionScript } from '../../src/settings/completion.ts'

const isThere = (shell: string): boolean => spawnSync(shell, ['--version']).error === undefined

it.each(SHELLS.filter(isThere))('%s accepts its script', (shell) => {
  const { status, stderr } = spawnSync(shell, ['-n'], { input: completionScript(shell), encoding: 'utf8' })
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
})

/** What bash offers for the last of these words. */
const offers = (...words: readonly string[]): readonly string[] => {
  const typed = words.map((word) => `'${word}'`).join(' ')
  const script = `${completionScript('bash')}
    COMP_WORDS=(kestra-gitops ${typed}); COMP_CWORD=${words.length}; _kestra_gitops; printf '%s\\n' "\${COMPREPLY[@]}"`
  return execFileSync('bash', ['--norc', '-c', script], { encoding: 'utf8', cwd: import.meta.dirname })
    .trim()
    .split('\n')
}

it('completes commands, words, flags, choices and paths in bash', () => {
  expect(offers('de')).toEqual(['deploy'])
  expect(offers('completion', '')).toEqual(expect.arrayContaining(['bash', 'zsh', 'fish']))
  expect(offers('help', 'exp')).toEqual(['export'])
  expect(offers('plan', '--when')).toEqual(['--when-missing'])
  expect(offers('-C', 'x', 'deploy', '--no-')).toEqual(['--no-record'])
  expect(offers('plan', '--when-missing', '')).toEqual(['keep', 'delete', 'mirror'])
  expect(offers('plan', '--schema', 'completion.t')).toEqual(['completion.test.ts'])
  expect(offers('plan', '--on-failure')).toEqual([''])
})

it('names every flag for every shell, and no secret', () => {
  for (const shell of SHELLS) {
    const script = completionScript(shell)
    expect(script).toContain('when-missing')
    expect(script).toContain('no-record')
    expect(script).not.toContain('password')
  }
})
