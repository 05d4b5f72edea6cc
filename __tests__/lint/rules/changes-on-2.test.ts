import { describe, expect, it } from 'vitest'
import { offlineProblems } from '../offline-problems.ts'

const HEAD = 'id: f\nnamespace: company.team\n'
const V1 = { major: 1, minor: 3 }
const V2 = { major: 2, minor: 0 }

const reported = (source: string, version?: typeof V1): readonly string[] =>
  offlineProblems(HEAD + source, version === undefined ? {} : { version }).filter((line) =>
    /changes-on-2|removed-syntax|breaks-on-2|unknown-property/.test(line),
  )

const task = (type: string, ...lines: readonly string[]): string =>
  `tasks:\n  - id: t\n    type: io.kestra.plugin.${type}\n${lines.map((line) => `    ${line}\n`).join('')}`

describe('a Delete of local files', () => {
  const remove = (...lines: readonly string[]) => reported(task('fs.local.Delete', ...lines), V2)

  it.each(['/data/processed/', '/data/processed', '"{{ inputs.folder }}"', '/data/v1.2/old'])(
    'of %s has another default',
    (from) => {
      expect(remove(`from: ${from}`)).toEqual(['5:11 info changes-on-2'])
      expect(remove(`from: ${from}`, 'recursive: true')).toEqual([])
      expect(remove(`from: ${from}`, 'recursive: false')).toEqual([])
      expect(reported(task('fs.local.Delete', `from: ${from}`))).toEqual(['5:11 info changes-on-2'])
      expect(reported(task('fs.local.Delete', `from: ${from}`), V1)).toEqual([])
    },
  )

  it('of a file, or of another kind of storage, has none', () => {
    expect(remove('from: /data/a.csv')).toEqual([])
    expect(reported(task('fs.sftp.Delete', 'uri: /data/'), V2)).toEqual([])
  })

  it('may have it from plugin defaults', () => {
    const defaults = 'pluginDefaults: [{ type: io.kestra.plugin.fs, values: { recursive: true } }]\n'
    expect(
      reported(`${task('fs.local.Delete', 'from: /data/')}${defaults}`).filter((line) => line.includes('changes')),
    ).toEqual([])
  })
})

describe('a task that calls the API of Kestra', () => {
  it.each([
    'git.SyncFlows',
    'git.SyncNamespaceFiles',
    'git.NamespaceSync',
    'git.PushFlows',
    'kestra.executions.Query',
    'kestra.flows.Export',
  ])('%s needs credentials', (type) => {
    expect(reported(task(type), V2)).toEqual(['5:11 info changes-on-2'])
    expect(reported(task(type))).toEqual(['5:11 info changes-on-2'])
    expect(reported(task(type), V1)).toEqual([])
    expect(reported(task(type, 'auth: { apiToken: "{{ secret(\'TOKEN\') }}" }'), V2)).toEqual([])
  })

  it.each(['git.Clone', 'git.Push', 'core.log.Log'])('%s does not', (type) => {
    expect(reported(task(type), V2)).toEqual([])
  })
})

describe('the Git tasks for dashboards', () => {
  it.each(['git.SyncDashboards', 'git.PushDashboards'])('%s have left the open-source plugin', (type) => {
    expect(reported(task(type), V2)).toEqual(['5:11 error removed-syntax'])
    expect(reported(task(type))).toEqual(['5:11 warning removed-syntax'])
    expect(reported(task(type), V1)).toEqual([])
    expect(reported(task(type.replace('git', 'ee.git')), V2)).toEqual([])
  })
})

// Executed on 1.3.31 and 2.0.0: both refuse it.
describe('`when` on a task', () => {
  const LOG = 'type: io.kestra.plugin.core.log.Log'

  it.each([V1, V2, undefined])('is no property of version %j', (version) => {
    expect(reported(task('core.log.Log', 'message: hi', 'when: "{{ true }}"'), version)).toEqual([
      '7:5 error unknown-property',
    ])
    expect(reported(task('scripts.shell.Commands', 'commands: [ls]', 'when: >-', '  {{ true }}'), version)).toEqual([
      '7:5 error unknown-property',
    ])
    expect(
      reported(
        `tasks:\n  - id: s\n    type: io.kestra.plugin.core.flow.Sequential\n    tasks:\n      - { id: t, ${LOG}, message: hi, when: "{{ true }}" }\n`,
        version,
      ),
    ).toHaveLength(1)
  })

  it('is one of a trigger, of a plugin of someone else, and of a server whose schema has it', () => {
    expect(
      reported(
        `${task('core.log.Log', 'message: hi')}triggers:\n  - id: s\n    type: io.kestra.plugin.core.trigger.Schedule\n    cron: "@daily"\n    when: "{{ true }}"\n`,
        V2,
      ),
    ).toEqual([])
    expect(reported('tasks:\n  - { id: t, type: com.acme.Task, when: x }\n', V2)).toEqual([])
    const isKnown = () => true
    expect(
      offlineProblems(HEAD + task('core.log.Log', 'message: hi', 'when: "{{ true }}"'), { version: V2, isKnown }),
    ).toEqual([])
  })
})

// Executed on 1.3.31 and 2.0.0.
describe('a result of Ion', () => {
  const ION = task('core.storage.FilterItems', 'from: "{{ inputs.file }}"', 'filterCondition: "{{ true }}"')
  const read = (message: string, version = V2) =>
    reported(
      `${ION}  - { id: l, type: io.kestra.plugin.core.log.Log, message: "${message}" }\ninputs: [{ id: file, type: FILE }]\n`,
      version,
    )

  it.each([
    "{{ read(outputs.t.uri) contains 'a' }}",
    '{{ read(outputs.t.uri) }}',
    "{{ read(outputs['t'].uri) | length }}",
    '{{ fromIon(read(outputs.t.uri) | trim) }}',
    '{{ read(outputs.t.uri) | upper }} and {{ fromIon(read(outputs.t.uri)) }}',
  ])('is no text in %s', (message) => {
    expect(read(message)).toHaveLength(1)
    expect(read(message)[0]).toMatch(/^8:\d+ warning changes-on-2$/)
    expect(read(message, V1)).toEqual([])
  })

  it.each([
    '{{ fromIon(read(outputs.t.uri)) }}',
    '{{ fromIon(read(outputs.t.uri), allRows=true) | length }}',
    "{{ read('a.sql') }}",
    '{{ read(outputs.other.uri) }}',
    '{{ outputs.t.uri }}',
    '{% set rows = read(outputs.t.uri) %}{{ fromIon(rows).name }}',
    '{{ read(outputs.t.uri) is empty }}',
  ])('is none in %s', (message) => {
    expect(read(message)).toEqual([])
  })
})
