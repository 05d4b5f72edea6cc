import { strToU8, zipSync } from 'fflate'
import { expect, test } from 'vitest'
import { describeEngines } from '../engine/engine.ts'
import { aFlow } from '../support/a-flow.ts'
import { startScenario } from './start-scenario.ts'

const flow = { 'company.team/flows/a.yml': aFlow({ id: 'a' }) }
const everyByte = Buffer.from(Array.from({ length: 1024 }, (_, index) => index % 256))
const archive = Buffer.from(zipSync({ 'inside.txt': strToU8('unpacked'), '_flows/x.yml': strToU8(aFlow({ id: 'x' })) }))

const storedByteForByte = [
  { name: 'a real .zip, which is not unpacked', path: '/data/archive.zip', content: archive },
  { name: 'an archive in upper case', path: '/ARCHIVE.ZIP', content: archive },
  { name: 'every byte there is', path: '/bin/every-byte.bin', content: everyByte },
  { name: 'an empty file', path: '/pkg/__init__.py', content: Buffer.alloc(0) },
  { name: 'CRLF and no final newline', path: '/dos.txt', content: Buffer.from('one\r\ntwo') },
  { name: 'a name outside of ASCII', path: '/übersicht/größe_世界.sql', content: Buffer.from('select 1\n') },
  { name: 'a name with & # % and ;', path: '/a&b#c;d=e.txt', content: Buffer.from('odd\n') },
  { name: 'YAML that looks like a flow', path: '/looks-like-a-flow.yml', content: Buffer.from(aFlow({ id: 'data' })) },
]

describeEngines('namespace files:', (version) => {
  test.concurrent.each(storedByteForByte)(
    '$name is stored byte for byte and not written again',
    async ({ path, content }) => {
      using scenario = startScenario(version, { ...flow, [`company.team/files${path}`]: content })
      expect(await scenario.json(['deploy'])).toMatchObject({ code: 0, result: 'deployed', summary: { create: 2 } })
      expect(await scenario.hands.file('company.team', path)).toEqual(content)
      expect(await scenario.hands.file('company.team', '/inside.txt')).toBeUndefined()
      expect(await scenario.hands.flow('company.team', 'x')).toBeUndefined()
      const writes = await scenario.writesOf(async () => {
        expect(await scenario.json(['deploy', '--refresh'])).toMatchObject({
          result: 'in-sync',
          summary: { unchanged: 2 },
        })
      })
      expect(writes).toEqual([])
    },
  )

  test.concurrent('a file that a flow reads and nobody has is a warning, also where Git manages none', async () => {
    const reads = aFlow({ id: 'reads', message: '\'{{ read("sql/daily.sql") }}\'' })
    const file = 'company.team/files/sql/daily.sql'
    using scenario = startScenario(version, { 'company.team/flows/reads.yml': reads })
    const found = async (...args: readonly string[]) =>
      (await scenario.json(args)).problems.map(({ code, severity, line }) => `${severity} ${code} ${line}`)
    const missing = ['warning missing-file 6']
    expect(await found('plan')).toEqual(missing)
    expect(await found('validate')).toEqual(missing)
    await scenario.hands.uploadFile('company.team', '/sql/daily.sql', 'select 1')
    expect(await found('plan')).toEqual([])
    expect(await found('validate')).toEqual([])
    scenario.repository.commit({ [file]: 'select 1' })
    expect(await found('deploy')).toEqual([])
    scenario.repository.commit({ [file]: null })
    expect(await found('plan')).toEqual([])
    expect(await found('plan', '--when-missing', 'delete')).toEqual(missing)
  })

  test.concurrent('a file below _flows/ is refused, because a server would import it as a flow', async () => {
    using scenario = startScenario(version, { ...flow, 'company.team/files/_flows/b.yml': aFlow({ id: 'b' }) })
    const writes = await scenario.writesOf(async () => {
      const run = await scenario.json(['deploy'])
      expect(run).toMatchObject({ code: 1, result: 'invalid' })
      expect(run.problems).toMatchObject([
        { severity: 'error', code: 'files-under-_flows', file: 'company.team/files/_flows/b.yml' },
      ])
    })
    expect(writes).toEqual([])
  })

  test.concurrent('prod is not production: what Git no longer has of the one leaves the other alone', async () => {
    using scenario = startScenario(version, {
      'prod/flows/a.yml': aFlow({ id: 'a', namespace: 'prod' }),
      'prod/flows/b.yml': aFlow({ id: 'b', namespace: 'prod' }),
      'prod/files/q.sql': 'prod\n',
      'prod/files/r.sql': 'prod\n',
      'production/flows/a.yml': aFlow({ id: 'a', namespace: 'production' }),
      'production/files/q.sql': 'production\n',
    })
    await scenario.hands.saveFlow('production', 'theirs', aFlow({ id: 'theirs', namespace: 'production' }))
    expect(await scenario.json(['deploy'])).toMatchObject({ code: 0, summary: { create: 6, unmanaged: 1 } })
    scenario.repository.commit({ 'prod/flows/b.yml': null, 'prod/files/r.sql': null })
    const writes = await scenario.writesOf(async () => {
      expect(await scenario.json(['deploy', '--when-missing', 'delete'])).toMatchObject({
        code: 0,
        summary: { delete: 2 },
      })
    })
    expect(writes).toEqual(['DELETE /flows/prod/b', 'DELETE /namespaces/prod/files?path=/r.sql'])
  })

  test.concurrent('prod is not production: protecting the one does not protect the other', async () => {
    using scenario = startScenario(version, {
      'prod/flows/a.yml': aFlow({ id: 'a', namespace: 'prod' }),
      'production/flows/a.yml': aFlow({ id: 'a', namespace: 'production' }),
      'prod.eu/flows/a.yml': aFlow({ id: 'a', namespace: 'prod.eu' }),
      'other/flows/a.yml': aFlow({ id: 'a', namespace: 'other' }),
    })
    await scenario.json(['deploy'])
    scenario.repository.commit({
      'prod/flows/a.yml': null,
      'production/flows/a.yml': null,
      'prod.eu/flows/a.yml': null,
    })
    const writes = await scenario.writesOf(() =>
      scenario.json(['deploy', '--when-missing', 'delete', '--protected-namespaces', 'prod']),
    )
    expect(writes).toEqual(['DELETE /flows/production/a'])
  })
})
