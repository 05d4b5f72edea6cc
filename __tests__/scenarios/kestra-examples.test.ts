import { readFileSync } from 'node:fs'
import { delimiter } from 'node:path'
import { expect, test } from 'vitest'
import { parseZipDirectory, unpack } from '../../src/kestra/unzip.ts'
import { validateOffline } from '../../src/lint/validate-offline.ts'
import { isMapValue } from '../../src/yaml/map-value.ts'
import { parseYaml } from '../../src/yaml/yaml-document.ts'
import { buildEngine } from '../engine/build-engine.ts'
import { call, describeEngines, freshServer } from '../engine/engine.ts'
import { classTexts } from '../support/class-texts.ts'
import { referencesIn, renamedDeclarations } from '../support/renamed-declarations.ts'

/** The flows that the plugins in Kestra's core bring as their own examples. */
const examplesOf = (version: string): readonly string[] => {
  const { classpath } = buildEngine(version)
  const jar = classpath.split(delimiter).find((path) => path.endsWith(`core-${version}.jar`)) ?? ''
  const bytes = readFileSync(jar)
  const texts = parseZipDirectory(bytes)
    .filter(({ name }) => /^io\/kestra\/plugin\/.*\.class$/.test(name))
    .flatMap((entry) => classTexts(Buffer.from(unpack(bytes, entry))))
  return [...new Set(texts)].filter((text) => {
    const flow = /^\s*tasks:/m.test(text) ? parseYaml(text).value : undefined
    return isMapValue(flow) && Array.isArray(flow['tasks'])
  })
}

const undeclared = (source: string): readonly string[] => {
  const flow = { namespace: 'n', id: 'i', file: 'a.yml', document: parseYaml(source) }
  return validateOffline({ flows: [flow], brokenFlows: [], desired: { resources: [] } })
    .filter(({ code }) => code.startsWith('undeclared-'))
    .map(({ message }) => message)
}

/** The example of LocalFiles downloads what a task made that it does not show. */
const TRUE_FINDINGS = new Map([['1.3.31', ['The flow has no task "my_task_id".']]])

describeEngines("the expressions of Kestra's own examples", (version) => {
  const server = freshServer(version)

  test('name what the flow declares, but where the example itself does not', () => {
    const examples = examplesOf(version)
    expect(examples.length).toBeGreaterThan(100)
    expect(examples.flatMap(referencesIn).length).toBeGreaterThan(60)
    expect(examples.flatMap(undeclared)).toEqual(TRUE_FINDINGS.get(version) ?? [])
  })

  test('are told when what they name is called otherwise', () => {
    const renamed = examplesOf(version).flatMap(renamedDeclarations)
    expect(renamed.length).toBeGreaterThan(40)
    expect(renamed.filter(({ source }) => undeclared(source).length === 0)).toEqual([])
  })

  test('are stored by a server whatever they name', async () => {
    const source = `id: unknown\nnamespace: n\ntasks:\n  - id: t\n    type: io.kestra.plugin.core.log.Log\n    message: "{{ inputs.a ~ outputs.b.c ~ vars.d }}"\n`
    const headers = { 'content-type': 'application/x-yaml' }
    const validated = await call(server, '/flows/validate', { method: 'POST', headers, body: source })
    expect(await validated.json()).toMatchObject([{ flow: 'unknown', warnings: [] }])
    expect((await call(server, '/flows', { method: 'POST', headers, body: source })).ok).toBe(true)
  })
})
