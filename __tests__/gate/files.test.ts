import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { writeDocument } from '../../src/gate/files.ts'
import { makeGate } from '../../src/gate/gate.ts'

const SECRET = 'canary-pass-4711'

it('a document goes into a file through the gate, as it is but for the secrets', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'gate-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const gate = makeGate()
  gate.keep([SECRET])
  const file = join(folder, 'page.html')
  await writeDocument(gate.page, { file, of: 'html', workspace: folder }, `<p>a ${SECRET}</p>\n`)
  expect(readFileSync(file, 'utf8')).toBe('<p>a (changed, 16 bytes)</p>\n')
})

it('a file that cannot be written is named, with the setting that asks for it', async () => {
  const written = writeDocument(makeGate().page, { file: '/nowhere/page.html', of: 'html', workspace: '/' }, '')
  await expect(written).rejects.toMatchObject({
    reason: 'invalid-settings',
    message: 'Cannot write the file "/nowhere/page.html" of "html".',
  })
})
