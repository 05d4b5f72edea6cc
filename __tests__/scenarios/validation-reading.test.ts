import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as z from 'zod'
import { walkTasks } from '../../src/flow/walk-tasks.ts'
import { parseYaml } from '../../src/yaml/yaml-document.ts'
import { call, describeEngines, freshServer } from '../engine/engine.ts'
import { validateBatch } from './validate-batch.ts'

const SEED = 20_240_601

/** Scalars around every border of YAML 1.1's types, plain or quoted, and with comments, tags and anchors. */
const word = fc.constantFrom(
  ...'off on yes no y n Y N True TRUE tRuE false oN YeS null Null NULL nuLL a A a-b a_b a.b 1a a1 1.2.3 0o14 0X1F'.split(
    ' ',
  ),
)
const digits = fc.stringMatching(/^[-+]?(?:0|0x|0b|0_|[1-9])[0-9a-f_]{0,6}$/)
const decimal = fc.stringMatching(/^[-+]?[0-9_]{0,4}\.[0-9_]{0,4}(?:[eE][-+]?[0-9]{1,2})?$/)
const sexagesimal = fc.stringMatching(/^[0-9]{1,3}(?::[0-5]?[0-9]){1,2}$/)
const date = fc.stringMatching(/^20[0-9]{2}-[0-1]?[0-9]-[0-3]?[0-9]$/)
const scalar = fc.oneof(word, digits, decimal, sexagesimal, date)
const written = fc
  .tuple(scalar, fc.constantFrom('plain', 'plain', 'plain', 'single', 'double', 'comment', 'str', 'anchor'))
  .map(([text, style]) => {
    if (style === 'single') return `'${text}'`
    if (style === 'double') return `"${text}"`
    if (style === 'comment') return `${text} # ${text}`
    if (style === 'str') return `!!str ${text}`
    return style === 'anchor' ? `&x ${text}` : text
  })

const TASKS = 'tasks:\n  - id: t\n    type: io.kestra.plugin.core.log.Log\n    message: hi\n'

const documents = fc.sample(
  fc.record({ id: written, namespace: written, isCrlf: fc.boolean(), isReordered: fc.boolean() }),
  { numRuns: 2000, seed: SEED },
)

const sources = documents.map(({ id, namespace, isCrlf, isReordered }) => {
  const lines = isReordered
    ? `${TASKS}namespace: ${namespace}\nid: ${id}\n`
    : `id: ${id}\nnamespace: ${namespace}\n${TASKS}`
  return isCrlf ? lines.replaceAll('\n', '\r\n') : lines
})

const StoredFlow = z.object({
  id: z.string(),
  namespace: z.string(),
  disabled: z.boolean(),
  variables: z.object({ v: z.array(z.unknown()) }),
  tasks: z.array(z.looseObject({ id: z.string(), type: z.string() })),
})

describeEngines('reading a flow', (version) => {
  const server = freshServer(version)

  test('gives the id and namespace that the engine reads, for 2,000 ways of writing them', async () => {
    const verdicts = await validateBatch(server, sources)
    const readable = verdicts.flatMap((verdict, index) => (verdict.flow == null ? [] : [{ verdict, index }]))
    const differing = readable.flatMap(({ verdict, index }) => {
      const ours = parseYaml(sources[index] ?? '')
      const isSame = ours.id === verdict.flow && ours.namespace === (verdict.namespace ?? undefined)
      return isSame ? [] : [{ source: sources[index], engine: verdict, ours: [ours.id, ours.namespace] }]
    })
    expect(differing).toEqual([])
    expect(readable.length).toBeGreaterThan(version.startsWith('1.') ? 700 : 1500)
  })

  test('gives the values, `disabled` and the tasks that the engine stores, for 2,000 scalars', async () => {
    const scalars = fc.sample(written, { numRuns: 2000, seed: SEED + 1 })
    const toggles = ['true', 'off', 'No', 'yes', '"false"', '~']
    // `.5_` and the like beyond double range are text in JSON, not numbers: nothing to compare.
    const usable = scalars.filter(
      (text) => parseYaml(`v: ${text}`).documentFindings.length === 0 && !/[eE][-+]?\d\d/.test(text),
    )
    for (let from = 0; from < usable.length; from += 200) {
      const values = usable.slice(from, from + 200).map((text) => `    - ${text}\n`)
      const disabled = toggles[from / 200] ?? 'on'
      const source = `id: f${from}\nnamespace: reading\ndisabled: ${disabled}\nvariables:\n  v:\n${values.join('')}tasks:\n  - id: 0${from}x\n    type: io.kestra.plugin.core.flow.Sequential\n    tasks:\n      - {id: 012, type: io.kestra.plugin.core.log.Log, message: hi}\n`
      const headers = { 'content-type': 'application/x-yaml' }
      const response = await call(server, '/flows', { method: 'POST', headers, body: source })
      const stored = StoredFlow.parse(await response.json())
      const ours = parseYaml(source)
      expect(stored).toMatchObject({ id: ours.id, namespace: ours.namespace })
      expect(stored.disabled).toBe(['true', 'yes', 'on'].includes(disabled))
      expect(z.looseObject({ variables: z.unknown() }).parse(ours.value).variables).toEqual(stored.variables)
      const [outer, inner] = walkTasks(ours)
      expect(stored.tasks[0]).toMatchObject({
        id: outer?.id,
        type: outer?.type,
        tasks: [{ id: inner?.id, type: inner?.type }],
      })
    }
    expect(usable.length).toBeGreaterThan(1200)
  })
})
