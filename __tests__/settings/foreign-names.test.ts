import { describe, expect, it } from 'vitest'
import { foreignInputsOf } from '../../src/github/job/runner.ts'
import { parseFlags } from '../../src/settings/cli/command-line.ts'
import { unknownNameHints } from '../../src/settings/migration-hints.ts'
import { readSettings } from '../../src/settings/settings.ts'

/** The inputs of the official actions (deploy-action, validate-action, github-actions) that are not called so here. */
const OFFICIAL = [
  ...[
    ['directory', 'root'],
    ['resource', 'exclude'],
    ['to', 'files'],
    ['user', 'username'],
    ['apiToken', 'token'],
  ],
  ...[
    ['delete', 'when-missing'],
    ['override', 'on-drift'],
    ['kestractlVersion', 'not needed'],
  ],
  ...[
    ['localPath', 'root'],
    ['namespacePath', 'files'],
    ['fail-fast', 'not needed'],
    ['host', 'server'],
  ],
] as const

describe('a setting of another tool', () => {
  it.each(OFFICIAL)('%s is an error that names %s', (name, instead) => {
    const names = foreignInputsOf({
      [`INPUT_${name.toUpperCase()}`]: 'correct-horse',
      INPUT_SERVER: 'https://x.example',
    })
    const { refusal } = readSettings({}, names)
    expect(refusal?.message).toContain(`"${name.toLowerCase()}"`)
    expect(refusal?.message).toContain(instead)
    expect(refusal?.message).not.toContain('correct-horse')
  })

  it('is an error as a flag as well', () => {
    expect(() => parseFlags(['plan', '--directory', 'x'], {})).toThrow(/`--directory` is `--root` here/)
  })

  it('is none where it is empty, or where it is one of ours', () => {
    expect(
      foreignInputsOf({ INPUT_DIRECTORY: '', INPUT_SERVER: 'x', 'INPUT_WHEN-MISSING': 'keep', PATH: 'x' }),
    ).toEqual([])
  })

  it('that is nearly one of ours names that one', () => {
    expect(unknownNameHints(['when-mising', 'rooot', 'zzzz'])).toEqual([
      '"when-mising" is not a setting; did you mean "when-missing"?',
      '"rooot" is not a setting; did you mean "root"?',
    ])
  })
})
