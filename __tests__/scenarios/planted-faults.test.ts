import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { describeEngines, freshServer } from '../engine/engine.ts'
import type { EngineVersion } from '../engine/engine-versions.ts'
import { type CliTarget, runJson } from './run-cli.ts'

const pathOf = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

const dir = mkdtempSync(join(tmpdir(), 'planted-'))
cpSync(pathOf('../fixtures/planted'), dir, { recursive: true })
afterAll(() => rmSync(dir, { recursive: true, force: true }))

const schemaOf = (version: EngineVersion): readonly string[] => [
  '--schema',
  pathOf(`../fixtures/flow-schema/${version}.recorded.json`),
]

const validate = async (args: readonly string[], target?: CliTarget): Promise<readonly string[]> => {
  const { problems } = await runJson(['validate', ...args], { dir, target })
  return problems
    .map(({ file, line, column, severity, code }) => `${file}:${line}:${column} ${severity} ${code}`)
    .toSorted()
}

const OFFLINE = [
  'flows/calls.yml:12:15 warning revision-pin',
  'flows/calls.yml:13:5 warning missing-input',
  'flows/calls.yml:14:7 warning unknown-input',
  'flows/calls.yml:7:13 error self-call',
  'flows/empty.yml:3:1 error empty-tasks',
  'flows/ids.yml:11:9 error invalid-id',
  'flows/ids.yml:20:13 error duplicate-id',
  'flows/ids.yml:7:9 error duplicate-id',
  'flows/keys.yml:3:1 info revision-in-source',
  'flows/keys.yml:5:1 error duplicate-key',
  'flows/labels.yml:4:3 error system-label',
  'flows/namespaces.yml:2:12 error invalid-namespace',
  'flows/rendered.yml:11:12 warning invalid-value',
  'flows/rendered.yml:7:14 warning wrong-type',
  'flows/retry.yml:7:12 error wrong-type',
  'flows/schema.yml:14:9 error unknown-property',
  'flows/schema.yml:16:15 error unknown-type',
  'flows/schema.yml:20:19 error wrong-type',
  'flows/schema.yml:21:15 warning wrong-type',
  'flows/schema.yml:3:1 error unknown-property',
  'flows/schema.yml:9:9 error missing-property',
  'flows/secret.yml:8:29 warning possible-secret',
  'flows/server.yml:6:15 warning invalid-default',
  'flows/several.yml:8:1 error several-documents',
  'flows/shapes.yml:3:11 error wrong-shape',
  'flows/shapes.yml:4:12 error wrong-shape',
  'flows/syntax.yml:5:4 error yaml-syntax',
  'flows/tabs.yml:4:1 error tab-indentation',
  'flows/trigger.yml:10:11 error invalid-cron',
  'flows/twin-a.yml:1:5 warning file-name-mismatch',
  'flows/twin-b.yml:1:5 error duplicate-flow',
  'flows/twin-b.yml:1:5 warning file-name-mismatch',
  'flows/untyped.yml:4:5 error missing-property',
  'flows/untyped.yml:5:5 error missing-property',
]

test('every planted fault is found offline, each at its line and column, and nothing else', async () => {
  // The schema tells the version.
  expect(await validate(schemaOf('2.0.0'))).toEqual([...OFFLINE, 'flows/labels.yml:5:3 error invalid-label'].sort())
})

describeEngines('with a server', (version) => {
  const found = [...OFFLINE, 'flows/labels.yml:5:3 error invalid-label', 'flows/server.yml:12:5 warning server-warning']
    // Before 2.0 no server compares the default of an input with its limits: the first execution fails.
    .map((line) => (version === '2.0.0' ? line.replace('warning invalid-default', 'error invalid-default') : line))
    .sort()

  test('what only it knows is added, and nothing is told twice', async () => {
    expect(await validate(schemaOf(version), freshServer(version))).toEqual(found)
  })

  test('and all of it is found as well where the tree has no schema: the server has one', async () => {
    expect(await validate([], freshServer(version))).toEqual(found)
  })
})
