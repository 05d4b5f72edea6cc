import { strToU8, zipSync } from 'fflate'
import { aFlow } from '../../support/a-flow.ts'
import { isWrite } from '../../support/gateway.ts'
import type { Lab } from '../lab.ts'
import { expectSame, expectWith } from './expect-same.ts'

const everyByte = Buffer.from(Array.from({ length: 1024 }, (_, index) => index % 256))
const archive = Buffer.from(zipSync({ 'inside.txt': strToU8('unpacked') }))

/** Deploys one flow and these files, and compares every byte that the server has then. */
const expectStored = async (lab: Lab, name: string, files: Readonly<Record<string, Buffer>>): Promise<void> => {
  const namespace = lab.namespace(name)
  const inGit = Object.entries(files).map(([path, content]) => [`${namespace}/files${path}`, content] as const)
  const repository = lab.repository({
    [`${namespace}/flows/a.yml`]: aFlow({ id: 'a', namespace }),
    ...Object.fromEntries(inGit),
  })
  expectWith('the deploy', await lab.json(repository, ['deploy']), { code: 0, result: 'deployed', problems: [] })
  for (const [path, content] of Object.entries(files)) {
    expectSame(path, (await lab.hands.file(namespace, path))?.toString('latin1'), content.toString('latin1'))
  }
  const again = await lab.json(repository, ['deploy', '--refresh'])
  expectWith('the second deploy', again, { code: 0, result: 'in-sync' })
  expectSame('what it sent that could change something', again.sent.filter(isWrite), [])
}

export const bytes = async (lab: Lab): Promise<void> => {
  await expectStored(lab, 'bytes', {
    '/bin/every-byte.bin': everyByte,
    '/pkg/__init__.py': Buffer.alloc(0),
    // By the name of the form's part a server would unpack these (docs/internals/facts/kestra.md, "Writing files").
    '/data/archive.zip': archive,
    '/ARCHIVE.ZIP': archive,
    '/dos.txt': Buffer.from('one\r\ntwo'),
    '/looks-like-a-flow.yml': Buffer.from(aFlow({ id: 'data', namespace: lab.namespace('bytes') })),
  })
  expectSame('a file from the archive', await lab.hands.file(lab.namespace('bytes'), '/inside.txt'), undefined)
  expectSame('the file that looks like a flow', await lab.hands.flow(lab.namespace('bytes'), 'data'), undefined)
}

/**
 * Before 2.0 a blank is stored as `+` (docs/internals/facts/kestra.md, "Names of files"): refused there. In a folder's name 2.0
 * refuses it as well.
 */
export const blanks = async (lab: Lab): Promise<void> => {
  if (!lab.isBefore2) return expectStored(lab, 'blanks', { '/sql/two words.sql': Buffer.from('select 1\n') })
  const namespace = lab.namespace('blanks')
  const repository = lab.repository({
    [`${namespace}/flows/a.yml`]: aFlow({ id: 'a', namespace }),
    [`${namespace}/files/sql/two words.sql`]: 'select 1\n',
  })
  const deploy = await lab.json(repository, ['deploy'])
  expectWith('the deploy', deploy, { code: 1, result: 'invalid', writes: [] })
  expectSame(
    'its problems',
    deploy.problems.map(({ severity, code }) => `${severity} ${code}`),
    ['error name-mangled-before-2.0'],
  )
}

/** 1.0 takes such names or answers 422, by the locale that its Java runs in: then the whole deploy is put back. */
export const outsideOfAscii = async (lab: Lab): Promise<void> => {
  const path = '/übersicht/größe_世界.sql'
  if (await canStore(lab, path)) return expectStored(lab, 'unicode', { [path]: Buffer.from('select 1\n') })
  const namespace = lab.namespace('unicode')
  const repository = lab.repository({
    [`${namespace}/flows/a.yml`]: aFlow({ id: 'a', namespace }),
    [`${namespace}/files/a.sql`]: 'select 1\n',
    [`${namespace}/files${path}`]: 'select 1\n',
  })
  expectWith('the deploy', await lab.json(repository, ['deploy']), {
    code: 1,
    result: 'failed',
    reason: 'write-failed',
  })
  expectSame('the file before it', await lab.hands.file(namespace, '/a.sql'), undefined)
  expectSame('the flow', await lab.hands.flow(namespace, 'a'), undefined)
}

const canStore = async (lab: Lab, path: string): Promise<boolean> => {
  const form = new FormData()
  form.append('fileContent', new Blob(['x']), 'content')
  const address = `/namespaces/${lab.namespace('probe')}/files?path=${encodeURIComponent(path)}`
  const { status } = await lab.call(address, { method: 'POST', body: form })
  if (status !== 200 && status !== 422) throw new Error(`${path}: ${status}`)
  return status === 200
}
