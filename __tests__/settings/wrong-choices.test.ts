import { expect, it } from 'vitest'
import { parsePairs } from '../../src/kinds/key-value/parse-pairs.ts'
import { parseFlags } from '../../src/settings/cli/command-line.ts'
import { parseConfig } from '../../src/settings/config/config-file.ts'
import { INPUTS } from '../../src/settings/inputs/inputs.ts'
import { parseSettings } from '../../src/settings/settings.ts'

const CHOICES = Object.entries(INPUTS).flatMap(([name, input]) =>
  'choices' in input && input.choices.length > 0 ? [{ name, choices: [...input.choices] as string[] }] : [],
)

it('finds the settings with choices', () => {
  expect(CHOICES.length).toBeGreaterThan(4)
})

it.each(CHOICES)('$name suggests the choice that a misspelt one is nearest to', ({ name, choices }) => {
  for (const choice of choices.filter(({ length }) => length > 3)) {
    const misspelt = `${choice}x`
    expect(() => parseSettings({ [name]: misspelt })).toThrow(`got \`${misspelt}\`; did you mean \`${choice}\`?`)
  }
  expect(() => parseSettings({ [name]: 'zzzzzz' })).toThrow(/got `zzzzzz`\.(?:\s|$)/)
})

it.each([
  ['on-drift', 'key-value: sed', 'key-value: seed'],
  ['mirror-kinds', 'dashbord', 'dashboard'],
])('%s suggests for `%s`', (name, given, meant) => {
  expect(() => parseSettings({ [name]: given })).toThrow(`did you mean \`${meant}\`?`)
})

it('a shell, a severity, a code and the type of a pair are suggested', () => {
  expect(() => parseFlags(['completion', 'bsh'], {})).toThrow('got `bsh`; did you mean `bash`?')
  const config = (text: string) =>
    parseConfig(text).problems.map(({ line, column, message }) => `${line}:${column} ${message}`)
  expect(config('severities:\n  unknown-flow: warn\n  unknwon-flow: off\n')).toEqual([
    '2:3 `severities.unknown-flow` must be one of error, warning, info, off; got `warn`; did you mean `warning`?',
  ])
  expect(config('severities:\n  unknwon-flow: off\n')).toEqual([
    '2:3 `severities.unknwon-flow` is not a problem code; did you mean `unknown-flow`?',
  ])
  const { faults } = parsePairs('a: { value: 1, type: number }\n')
  expect(faults.map(({ message }) => message)).toEqual([expect.stringContaining('did you mean `NUMBER`?')])
})
