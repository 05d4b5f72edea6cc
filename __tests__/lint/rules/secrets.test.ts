import { describe, expect, it } from 'vitest'
import { validateOffline } from '../../../src/lint/validate-offline.ts'
import { parseSecretsFile, writeSecretsFile } from '../../../src/settings/config/secrets-file.ts'
import { aDesiredFlow } from '../offline-problems.ts'

const SECRETS = new Map([
  ['company', new Set(['DB_PASSWORD'])],
  ['company.other', new Set<string>()],
])

/** What is told of a flow with this message of a Log, with its severity, place and the hint for it. */
const reported = (message: string, { isSilent = false, secrets = SECRETS } = {}): readonly string[] => {
  const log = `  - id: t\n    type: io.kestra.plugin.core.log.Log\n    message: ${message}`
  const flow = aDesiredFlow(`id: f\nnamespace: company.team\ntasks:\n${log}\n`)
  const server = { flows: [], isComplete: true, isSilent }
  const tree = { flows: [flow], brokenFlows: [], desired: { resources: [] }, secrets }
  return validateOffline(tree, { server }).map(
    ({ severity, code, line, column, hint }) =>
      `${severity} ${code} ${line}:${column}${hint && /^(?:Did|Write)/.test(hint) ? ` ${hint}` : ''}`,
  )
}

const PREFIXED =
  "Write `secret('DB_PASSWORD')`: `SECRET_` is only part of the name of the environment variable on the server."

describe('a secret that its namespace does not have', () => {
  it.each([
    [`"{{ secret('DB_PASSWORD') }}"`, []],
    [`"{{ secret('db_password') }}"`, []],
    [`"{{ secret('DB_PASSWROD') }}"`, ['warning unknown-secret 6:18 Did you mean `DB_PASSWORD`?']],
    [`"{{ secret('DB-PASSWORD') }}"`, ['warning unknown-secret 6:18 Did you mean `DB_PASSWORD`?']],
    [`"{{ secret('SECRET_DB_PASSWORD') }}"`, [`warning unknown-secret 6:18 ${PREFIXED}`]],
    [`"{{ secret('API_TOKEN') }}"`, ['warning unknown-secret 6:18']],
    [`"{{ secret('API_TOKEN') ?? 'none' }}"`, ['warning unknown-secret 6:18']],
    [`"{{ secret(key='API_TOKEN', subkey='a') }}"`, ['warning unknown-secret 6:18']],
    [`"{{ secret('DB_PASSWORD', 'company.other') }}"`, []],
    [`"{{ secret('DB_PASSWORD', namespace='elsewhere') }}"`, []],
    [`"{{ inputs.x is defined ? secret('API_TOKEN') : '' }}"`, ['info unknown-secret 6:40']],
    [`"{{ secret(inputs.name ?? 'A') }}"`, ['info computed-secret 6:18']],
    [`put secret('API_TOKEN') there`, []],
    [`"\${{ secret('API_TOKEN') }}"`, []],
    [`|\n      one\n      {{ secret('API_TOKEN') }}`, ['warning unknown-secret 8:10']],
  ])('is told in %s', (message, expected) => {
    expect(reported(message).filter((line) => !line.includes('undeclared'))).toEqual(expected)
  })

  it('is not told where the secrets are not known', () => {
    expect(reported(`"{{ secret('API_TOKEN') ~ secret(flow.id) }}"`, { secrets: new Map() })).toEqual([])
  })

  it('is told without a name that only the server has where these are not to be shown', () => {
    expect(reported(`"{{ secret('DB_PASSWROD') }}"`, { isSilent: true })).toEqual(['warning unknown-secret 6:18'])
  })
})

describe('.kestra/secrets.yml', () => {
  it('lists names by namespace', () => {
    expect(parseSecretsFile('company: [B, A]\ncompany.team:\n')).toEqual({
      secrets: new Map([
        ['company', new Set(['B', 'A'])],
        ['company.team', new Set()],
      ]),
    })
    expect(parseSecretsFile('')).toEqual({ secrets: new Map() })
  })

  it.each([
    ['company: hello', 1],
    ['company: [A]\nOther!: [B]', 2],
    ['company: [A', 1],
    ['- a', 1],
  ])('is an error where it is something else: %j', (text, line) => {
    expect(parseSecretsFile(text)).toMatchObject({ problems: [{ code: 'config-invalid', line }] })
  })

  it('is written in order, and read again as it was', () => {
    const secrets = new Map([
      ['company.team', new Set(['B', 'A'])],
      ['company', new Set<string>()],
    ])
    const text = writeSecretsFile(secrets)
    expect(text.split('\n').slice(1)).toEqual(['company: []', 'company.team: ["A","B"]', ''])
    expect(parseSecretsFile(text)).toEqual({ secrets })
  })
})
