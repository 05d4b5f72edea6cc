import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { type InvocationKind, invocationNames, pebbleVersions, signaturesOf } from '../../src/pebble/signatures.ts'

/** Functions of Enterprise, and those that Pebble has without registering them. */
const NOT_REGISTERED: ReadonlySet<string> = new Set(['appLink', 'assets', 'block', 'credential', 'parent'])

const Names = z.record(z.string(), z.array(z.string()).nullable())
/** What the classes of each version register: the names of their arguments, or null for none. */
const recorded = z
  .record(
    z.string(),
    z.object({ version: z.string(), filters: Names, functions: Names, tests: Names, tags: z.array(z.string()) }),
  )
  .parse(JSON.parse(readFileSync(new URL('../fixtures/pebble/signatures.recorded.json', import.meta.url), 'utf8')))

const VERSIONS = [
  ['1.0', { major: 1, minor: 0 }],
  ['1.3', { major: 1, minor: 3 }],
  ['2.0', { major: 2, minor: 0 }],
] as const

describe.each(VERSIONS)('what Kestra %s registers', (name, version) => {
  const { names: versions } = pebbleVersions(version)

  it.each([
    ['filter', 'filters'],
    ['function', 'functions'],
    ['test', 'tests'],
  ] as const)('is known: every %s with its arguments', (kind: InvocationKind, key) => {
    const registered = recorded[name]?.[key] ?? {}
    const known = invocationNames(kind, versions).filter((each) => !NOT_REGISTERED.has(each))
    expect(known.toSorted()).toEqual(Object.keys(registered).toSorted())
    for (const [each, parameters] of Object.entries(registered)) {
      const [signature] = signaturesOf(kind, each, versions)
      // 2.0 takes and ignores what is given to one without arguments.
      const expected = parameters?.length === 0 && name === '2.0' ? undefined : (parameters ?? undefined)
      expect({ each, parameters: signature?.parameters?.map(({ name }) => name) }).toEqual({
        each,
        parameters: expected,
      })
    }
  })
})

describe('the versions that a server is compared with', () => {
  it.each([
    [undefined, ['1.0', '1.3', '2.0'], true],
    [{ major: 1, minor: 0 }, ['1.0'], true],
    [{ major: 1, minor: 2 }, ['1.0', '1.3'], true],
    [{ major: 2, minor: 0 }, ['2.0'], true],
    [{ major: 2, minor: 1 }, ['1.0', '1.3', '2.0'], false],
    [{ major: 0, minor: 24 }, ['1.0', '1.3', '2.0'], false],
  ])('for %o', (version, names, areKnown) => {
    expect(pebbleVersions(version)).toEqual({ names, areKnown })
  })
})
