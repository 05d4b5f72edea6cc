import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runCommand } from '../../src/commands/run-command.ts'
import { renderJson } from '../../src/render/render-json.ts'
import { parseSettings } from '../../src/settings/settings.ts'
import { aFlow } from '../support/a-flow.ts'
import { makeCertificate } from '../support/certificate.ts'
import { createGitRepository, type FileChanges } from '../support/git-repository.ts'
import { aRun } from './a-run.ts'

const WORD = 'hunter2'
const FLOW = { 'company.team/flows/a.yml': aFlow({ id: 'a' }) }

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'unquoted-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

/** Validates a repository with these settings; the report as everybody can read it. */
const reported = async (raw: Parameters<typeof parseSettings>[0], files: FileChanges = {}): Promise<string> => {
  using repository = createGitRepository({ files: { ...FLOW, ...files } })
  const report = await runCommand(aRun(repository.dir, { command: 'validate', settings: parseSettings(raw) }))
  expect(['failed', 'invalid']).toContain(report.result)
  return renderJson(report, { maskedValues: [] })
}

const fileWith = (text: string): string => {
  const file = join(folder, 'file')
  writeFileSync(file, text)
  return file
}

describe('an error of what cannot be parsed quotes nothing of it', () => {
  it.each([
    [WORD, 'line 1, column 1'],
    [`root:${WORD}:0:0\n`, 'line 1, column 1'],
    [`{"a": "${WORD}",\n "b": ${WORD}}`, 'line 2, column 7'],
    [`{"${WORD}" 1}`, 'line 1, column 12'],
    [`{"a": "${WORD}`, 'line 1, column 7'],
    [`{"a": "${WORD}"}`, 'not one that Kestra exports'],
    [`["${WORD}"]`, 'not one that Kestra exports'],
    [`"${WORD}"`, 'not one that Kestra exports'],
  ])('"schema" that holds %j', async (text, place) => {
    const report = await reported({ schema: fileWith(text) })
    expect(report).toContain(place)
    expect(report).not.toContain(WORD)
  })

  it.each([
    [WORD, 'holds no certificate in PEM form'],
    [`-----BEGIN CERTIFICATE-----\n${WORD}\n-----END CERTIFICATE-----\n`, 'holds a certificate that cannot be read'],
    [`-----BEGIN CERTIFICATE-----\n${WORD}`, 'holds a certificate that cannot be read'],
  ])('"ca-cert" that holds %j', async (text, says) => {
    const report = await reported({ server: 'https://127.0.0.1:9', token: 'of-this-test', 'ca-cert': fileWith(text) })
    expect(report).toContain(says)
    expect(report).not.toContain(WORD)
  })

  it('takes an authority, and several in one file', async () => {
    const { folder: own, caFile } = makeCertificate({ isAuthority: true })
    const report = await reported({ server: 'https://127.0.0.1:9', token: 'of-this-test', 'ca-cert': caFile })
    expect(report).toContain('server-unreachable')
    rmSync(own, { recursive: true })
  })

  it.each([
    `a: ${WORD}: c\n`,
    `a: "${WORD}\n`,
    `a: *${WORD}\n`,
    `${WORD}: 1\n${WORD}: 2\n`,
    `a: !${WORD}\n  b\n c\n`,
    `a: %${WORD}\n`,
    `[${WORD}`,
    `${WORD}\n`,
  ])('settings, and the schema of a rule, that are %j', async (text) => {
    expect(await reported({}, { '.kestra/gitops.yml': text })).not.toContain(WORD)
    const rules = 'rules: [{ id: a, message: b, schema: rule.yml }]\n'
    const report = await reported({}, { '.kestra/gitops.yml': rules, 'rule.yml': text })
    expect(report).toContain('"line":')
    expect(report).not.toContain(WORD)
  })
})
