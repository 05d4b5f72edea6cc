import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { completionScript } from '../../src/settings/cli/completion.ts'
import { SHELLS } from '../../src/settings/commands.ts'

const isThere = (shell: string): boolean => spawnSync(shell, ['--version']).error === undefined

it.each(SHELLS.filter(isThere))('%s accepts its script', (shell) => {
  // Not by the standard input, which is a socket here: fish opens it by its name.
  const { status, stderr } = inFile(completionScript(shell), (file) =>
    spawnSync(shell, ['-n', file], { encoding: 'utf8' }),
  )
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
})

const inFile = <T>(text: string, use: (file: string) => T): T => {
  const folder = mkdtempSync(join(tmpdir(), 'completion-'))
  try {
    writeFileSync(join(folder, 'script'), text)
    return use(join(folder, 'script'))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** What fish offers at the end of a line. */
const offersInFish = (line: string): readonly string[] =>
  inFile(completionScript('fish'), (file) =>
    execFileSync('fish', ['--no-config', '-c', `source ${file}; complete -C '${line}'`], { encoding: 'utf8' }),
  )
    .trim()
    .split('\n')
    .map((offer) => offer.split('\t')[0] ?? '')

// Where there is one: no package of this project brings it.
it.each(['fish'].filter(isThere))('completes in %s', () => {
  expect(offersInFish('kestra-gitops de')).toEqual(['deploy'])
  expect(offersInFish('kestra-gitops plan --when-missing ')).toEqual(['delete', 'keep', 'mirror'])
  expect(offersInFish('kestra-gitops validate --when')).toEqual([''])
  expect(offersInFish('kestra-gitops plan ')).toEqual([''])
  expect(offersInFish('kestra-gitops plan --schema /etc/host')).toContain('/etc/hosts')
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
