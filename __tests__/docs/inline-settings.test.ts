import { describe, expect, it } from 'vitest'
import type { InputDefinition } from '../../src/settings/inputs/input-definition.ts'
import { flagsOf, INPUTS, isOnByDefault } from '../../src/settings/inputs/inputs.ts'
import { sourceFiles } from '../architecture/source-files.ts'

/** Code within a line, of the pages; of docs/migrate.md what stands in the column "here", as the one before it is of others. */
const spans = sourceFiles(/^(?:README|docs\/[\w-]+)\.md$/).flatMap(({ path, text }) => {
  const own = path === 'docs/migrate.md' ? text.replace(/^\| [^|]+\|/gm, '|') : text
  return [...own.replace(/^ *```[\s\S]*?^ *```$/gm, '').matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => ({
    path,
    code,
  }))
})

const flags = new Set([
  ...flagsOf(undefined).map((flag) => `--${isOnByDefault(flag) ? 'no-' : ''}${flag.name}`),
  ...['--help', '--version'],
])

const definitionOf = (name: string): InputDefinition | undefined =>
  Object.entries<InputDefinition>(INPUTS).find(([input]) => input === name)?.[1]

/** `name: value` of an input that knows its values: the value, else nothing. */
const valueNotTaken = (code: string): string | undefined => {
  const [, name = '', value = ''] = /^([a-z-]+): ([a-z-]+)$/.exec(code) ?? []
  const definition = definitionOf(name)
  const taken = definition?.kind === 'boolean' ? ['true', 'false'] : definition?.choices
  return taken === undefined || taken.includes(value) ? undefined : code
}

describe('what the pages say in a line', () => {
  it('names flags that there are', () => {
    const own = spans.filter(({ code }) => /^--[a-z]/.test(code))
    expect(own.length).toBeGreaterThan(10)
    const unknown = own.filter(({ code }) => {
      const [flag = ''] = /^--[a-z0-9-]+/.exec(code) ?? []
      return !flags.has(flag)
    })
    expect(unknown).toEqual([])
  })

  it('gives inputs values that they take', () => {
    const settings = spans.filter(
      ({ code }) => definitionOf(code.split(':')[0] ?? '') !== undefined && code.includes(': '),
    )
    expect(settings.length).toBeGreaterThan(20)
    expect(settings.filter(({ code }) => valueNotTaken(code) !== undefined)).toEqual([])
    expect(
      ['on-drift: ignore', 'when-missing: delete', 'refresh: yes'].flatMap((code) => valueNotTaken(code) ?? []),
    ).toEqual(['on-drift: ignore', 'refresh: yes'])
  })
})
