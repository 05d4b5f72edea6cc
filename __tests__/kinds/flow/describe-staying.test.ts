import { expect, it } from 'vitest'
import { describeStaying } from '../../../src/kinds/flow/text/describe-staying.ts'
import { parseYaml } from '../../../src/yaml/yaml-document.ts'

const CORE = 'io.kestra.plugin.core.trigger'
const flow = (...triggers: readonly string[]) =>
  parseYaml(
    `id: a\nnamespace: acme\ntasks: []\n${triggers.length === 0 ? '' : `triggers:\n${triggers.map((one) => `  - ${one}\n`).join('')}`}`,
  )

const schedule = `{ id: morning, type: ${CORE}.Schedule, cron: "0 6 * * *" }`
const webhook = `{ id: hook, type: ${CORE}.Webhook, key: s3cr3t-k3y }`
const after = `{ id: after, type: ${CORE}.Flow, preconditions: { id: p, flows: [{ namespace: acme, flowId: load }] } }`
const other = '{ id: new-file, type: io.kestra.plugin.fs.ftp.Trigger }'
const off = `{ id: night, type: ${CORE}.Schedule, cron: "0 3 * * *", disabled: true }`

const caller = { name: 'acme.caller', inputs: [] }

it.each([
  ['a schedule', [schedule], ['morning', '06:00']],
  ['a webhook, without its key', [webhook], ['hook']],
  ['another flow', [after], ['after', 'acme.load']],
  ['another trigger', [other], ['new-file', 'Trigger']],
  ['several', [schedule, webhook], ['morning', 'hook']],
] as const)('names %s that still starts it', (_, triggers, parts) => {
  const [words = ''] = describeStaying(flow(...triggers), [], [])
  for (const part of parts) expect(words).toContain(part)
  expect(words).not.toContain('s3cr3t')
})

it('counts who calls it, and names who listens to it', () => {
  const words = describeStaying(flow(), [caller, caller], ['acme.next'])
  expect(words).toEqual([expect.stringContaining('1 flow'), expect.stringContaining('acme.next')])
})

it('says where nothing starts it', () => {
  const nothing = [expect.stringContaining('nothing')]
  expect(describeStaying(flow(), [], [])).toEqual(nothing)
  expect(describeStaying(flow(off), [], [])).toEqual(nothing)
  expect(describeStaying(parseYaml(`${flow(schedule).source}disabled: true\n`), [caller], [])).toEqual(nothing)
})
