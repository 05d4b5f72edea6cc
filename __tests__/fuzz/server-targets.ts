import { strToU8, zipSync } from 'fflate'
import { isUserError } from '../../src/finding/user-error.ts'
import { unpackEach } from '../../src/kestra/client.ts'
import { parseErrorTexts } from '../../src/kestra/explain-failure.ts'
import { parseServerInfo } from '../../src/kestra/server.ts'
import { mapVerdict } from '../../src/kestra/verdict/map-verdict.ts'
import { contentOf, pairOf } from '../../src/kinds/key-value/value/pair.ts'
import { parseRecord } from '../../src/record/record-json.ts'
import { hideSecrets } from '../../src/secrets/hide-secrets.ts'
import { parseJson } from '../../src/text/json.ts'
import { parseYaml } from '../../src/yaml/yaml-document.ts'
import { bytesOf, must, seedFile, type Target, textOf } from './target.ts'

const FLOW = seedFile('examples/shop.sales/flows/import-orders.yml')
const ARCHIVES = [
  zipSync({ 'shop.yml': FLOW, 'a/b.sql': strToU8('select 1 '.repeat(200)) }),
  zipSync({ 'stored.bin': [strToU8('x'), { level: 0 }], 'empty/': strToU8('') }),
]

const readArchive = (bytes: Uint8Array): void => {
  try {
    unpackEach(
      { status: 200, contentType: '', body: Buffer.from(bytes) },
      { server: 'https://kestra.test', tenant: 'main', credentials: 'none' },
      () => undefined,
    )
  } catch (error) {
    if (!isUserError(error)) throw error
  }
}

const RECORD = {
  version: 1,
  owners: {
    'acme/flows': {
      commit: 'a'.repeat(40),
      committed: 1,
      run: 'x',
      namespaces: ['team'],
      flows: { daily: { deployed: 'ab', file: 'flows/daily.yml', intended: 'cd', found: 'ef' } },
      files: { '/a.sql': { deployed: 'ab', isGone: true } },
    },
  },
}

const readRecord = (bytes: Uint8Array): void => {
  for (const signing of [undefined, { owner: 'acme/flows', key: 'k'.repeat(32) }]) {
    const reading = parseRecord('team', parseJson(textOf(bytes)), signing)
    if (reading.kind !== 'read') continue
    for (const [owner, { resources }] of reading.owners) {
      must(signing === undefined || owner !== signing.owner, 'what is not signed is not believed')
      for (const key of resources.keys()) must(/^[\w-]+ team /.test(key), `the record of team speaks of ${key}`)
    }
  }
}

const VERDICTS = [
  'tasks[0].message: must not be null,tasks[1].id: must match "^[a-zA-Z0-9][.a-zA-Z0-9_-]*"',
  'Invalid type: io.kestra.plugin.none.None',
  'Unrecognized field "messages" (class io.kestra.plugin.core.log.Log), not marked as ignorable (8 known properties: "id", "type") (through reference chain: io.kestra.core.models.flows.Flow["tasks"]->java.util.ArrayList[0]->io.kestra.plugin.core.log.Log["messages"])',
  "Duplicate task id with name [a]\nwhile parsing a block mapping\n in 'reader', line 3, column 5:\n    id: a\n",
].map(bytesOf)

const readVerdict = (bytes: Uint8Array): void => {
  const text = textOf(bytes)
  const verdict = {
    file: 'flows/a.yml',
    readAs: undefined,
    constraints: [{ text }, { text: 'x', pointer: text }],
    warnings: [text],
    infos: [text],
    deprecationPaths: [text],
  }
  const problems = mapVerdict({ file: 'flows/a.yml', document: parseYaml(textOf(FLOW)), verdict })
  must(
    problems.some(({ severity }) => severity === 'error'),
    'no error of the server is lost',
  )
}

const ERRORS = [
  '{"message":"Illegal argument: x","_embedded":{"errors":[{"message":"y"}]}}',
  '{"type":"about:blank","title":"Bad","status":400,"detail":"z","violations":[{"field":"a","message":"b"}]}',
  '<html><body><h1>502 Bad Gateway</h1></body></html>',
].map(bytesOf)

const readError = (bytes: Uint8Array): void => {
  for (const type of ['application/json', 'application/problem+json', 'text/html', ''])
    parseErrorTexts(type, textOf(bytes))
}

const INFO = [bytesOf('{"version":"2.0.0-SNAPSHOT","commitId":"a","uuid":"b","isBasicAuthInitialized":true}')]

const CONTENTS = [
  contentOf({ type: 'STRING', value: 'a' }),
  contentOf({ type: 'DATETIME', value: '2026-01-01T00:00:00Z' }),
]

const SECRET = 'S3cr3t/p+ss w0rd='

const hide = hideSecrets([SECRET])

const hideIn = (bytes: Uint8Array): void => {
  must(!hide(textOf(bytes)).includes(SECRET), 'a secret is hidden')
  const forms = [
    SECRET,
    encodeURIComponent(SECRET),
    Buffer.from(SECRET).toString('base64'),
    Buffer.from(SECRET).toString('hex'),
  ]
  for (const form of forms)
    must(!hide(`${textOf(bytes)} ${form} ${textOf(bytes)}`).includes(form), `a secret is hidden as ${form}`)
}

export const SERVER_TARGETS: readonly Target[] = [
  { name: 'archive', seeds: ARCHIVES, read: readArchive },
  { name: 'record', seeds: [bytesOf(JSON.stringify(RECORD))], read: readRecord },
  { name: 'verdict', seeds: VERDICTS, read: readVerdict },
  { name: 'error answer', seeds: ERRORS, read: readError },
  { name: 'version', seeds: INFO, read: (bytes) => void parseServerInfo(parseJson(textOf(bytes))) },
  { name: 'key-value content', seeds: CONTENTS.map(bytesOf), read: (bytes) => void pairOf(textOf(bytes)) },
  { name: 'secrets', seeds: [...ERRORS, bytesOf(`a ${SECRET} b`)], read: hideIn },
]
