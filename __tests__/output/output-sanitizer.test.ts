import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { makeSanitizer, writeDocument } from '../../src/output/output-sanitizer.ts'
import { type ActionsToolkit, openRunner } from '../../src/output/runner.ts'
import { parseMarker, renderMarker } from '../../src/render/marker.ts'

const SECRET = 'canary-pass-4711'
const ESC = '\u001b'

/** The commands that the runner reads in a printed text. */
const commandsIn = (text: string) =>
  text.split(/\r\n|[\n\r\u0085\u2028\u2029]/).filter((line) => /^\s*::/.test(line) || line.includes('##['))

const hostile = [
  ['a line break and a command', 'flows/a\n::set-env name=PATH::/tmp'],
  ['blanks before a command', 'a\n \t\u00a0::error::x'],
  ['a carriage return and a command', 'a\r::stop-commands::x'],
  ['another line break of Unicode', 'a\u2028::error::x\u0085::error::y\u2029::error::z'],
  ['a command of the first kind', 'a ##[add-path]/tmp'],
  ['a command that is all of it', '::add-mask::x'],
  ['a title of a terminal', `a${ESC}]0;owned${'\u0007'}b`],
  ['a cursor movement', `a${ESC}[2J${ESC}[1;1Hb`],
  ['an escape of eight bits', 'a\u009b2Jb'],
  ['reordering', 'a\u202etxt.exe'],
  ['what cannot be seen', 'a\u200bb\u2066c\u00add'],
  ['half a character', 'a\ud800b'],
] as const

describe('the sanitizer', () => {
  it.each(hostile)('lets %s through as text only', (_name, text) => {
    const sanitizer = makeSanitizer()
    for (const shown of [sanitizer.lines(text), sanitizer.line(text)]) {
      expect(commandsIn(shown)).toEqual([])
      expect(shown).toMatch(/^[\n\t -~\u00a0⟨⟩�…]*$/u)
    }
    expect(sanitizer.line(text)).not.toContain('\n')
  })

  it('keeps the colours that this program paints with, and no other sequence', () => {
    const sanitizer = makeSanitizer()
    expect(sanitizer.lines(`${ESC}[31mred${ESC}[0m ${ESC}[1mbold`)).toBe(`${ESC}[31mred${ESC}[0m ${ESC}[1mbold`)
    expect(sanitizer.lines(`${ESC}[41m${ESC}[?25l`)).not.toContain(ESC)
  })

  it('hides the secrets it was given from then on, in every form, and nothing else', () => {
    const sanitizer = makeSanitizer()
    const token = ['ghp', '0123456789abcdefghijABCDEFGHIJ012345'].join('_')
    expect(sanitizer.lines(`${SECRET} ${token}`)).toBe(`${SECRET} ${token}`)
    sanitizer.addSecrets([SECRET])
    sanitizer.addSecrets(['another-secret'])
    expect(sanitizer.maskedValues()).toEqual([SECRET, 'another-secret'])
    for (const form of [SECRET, encodeURIComponent(SECRET), Buffer.from(SECRET).toString('base64')]) {
      for (const open of [sanitizer.lines, sanitizer.line, sanitizer.markdown, sanitizer.page])
        expect(open(`a ${form} b`)).toMatch(/^a \(changed, \d+ bytes\)\w?=* b$/)
      expect(sanitizer.containsSecret(`a ${form} b`)).toBe(true)
    }
    expect(sanitizer.containsSecret(`a ${token} b`)).toBe(false)
  })

  // Words of what this program writes: a password may equal one of them.
  const ownWords = [
    'details',
    'summary',
    'kestra-gitops',
    'script',
    'Content-Security-Policy',
    'diff',
    'code',
    'changed',
    'bytes',
  ]

  it.each(ownWords)('keeps the structure of a document where the password is %s', (word) => {
    const sanitizer = makeSanitizer()
    sanitizer.addSecrets([word])
    const marker = renderMarker({ key: 'k', runId: 1, runAttempt: 1, stage: 'planned' })
    const fence = '```diff\n+a: (changed, 7 bytes)\n```'
    const markdown = `<details open><summary>x</summary>\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n${fence}\n\n</details>\n\n${marker}`
    expect(sanitizer.markdown(markdown)).toBe(markdown)
    const reported = sanitizer.markdown(markdown.replace('x</summary>', `x ${word}</summary>`))
    expect(reported).toBe(markdown.replace('x</summary>', `x (changed, ${word.length} bytes)</summary>`))
    expect(parseMarker(reported)).toMatchObject({ key: 'k' })
    const page = `<meta http-equiv="Content-Security-Policy" content="script-src 'x'"><style>.code{}</style><code data-changed="bytes">VALUE</code><script>details()</script>`
    expect(sanitizer.page(page.replace('VALUE', word))).toBe(page.replace('VALUE', `(changed, ${word.length} bytes)`))
  })

  it('takes a marker for one on the last line only', () => {
    const sanitizer = makeSanitizer()
    sanitizer.addSecrets(['canary4711'])
    expect(sanitizer.markdown('<!-- kestra-gitops:v1:canary4711 -->\n\nx')).not.toContain('canary')
  })

  it('cuts a line behind hiding', () => {
    const sanitizer = makeSanitizer()
    sanitizer.addSecrets([SECRET])
    expect(sanitizer.line(`${'x '.repeat(1996)}${SECRET}`)).not.toContain('canary')
  })
})

describe('the way out to the runner', () => {
  it('has no exit beside the sanitizer', () => {
    const written: string[] = []
    const note = (...texts: readonly unknown[]) => void written.push(JSON.stringify(texts))
    const sanitizer = makeSanitizer()
    sanitizer.addSecrets([SECRET])
    const runner = openRunner(sanitizer, {
      info: note,
      debug: note,
      error: note,
      warning: note,
      notice: note,
      setFailed: note,
      setOutput: note,
      setSecret: () => {},
    })
    const text = `a ${SECRET}${ESC}[2J\r\n ::set-env name=A::b ##[error]`
    // Outputs have no free text (`OUTPUTS`), and what a later step reads keeps its form.
    const uses: Readonly<Record<Exclude<keyof ActionsToolkit, 'setSecret' | 'setOutput'>, () => void>> = {
      info: () => runner.info(text),
      print: () => runner.print(text),
      debug: () => runner.debug(text),
      error: () => runner.error(text, { title: text, file: text }),
      warning: () => runner.warning(text, { title: text, file: text }),
      notice: () => runner.notice(text, { title: text, file: text }),
      setFailed: () => runner.setFailed(text),
    }
    for (const [name, use] of Object.entries(uses)) {
      use()
      expect(written.at(-1), name).not.toContain(SECRET)
      expect(written.at(-1), name).not.toMatch(/\\u001b|\\r|\\n ?::|##\[/)
    }
    expect(written).toHaveLength(Object.keys(uses).length)
  })
})

it('a document goes into a file through the sanitizer, unchanged except for the secrets', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sanitizer-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const sanitizer = makeSanitizer()
  sanitizer.addSecrets([SECRET])
  const file = join(folder, 'page.html')
  await writeDocument(sanitizer.page, { file, of: 'html', workspace: folder }, `<p>a ${SECRET}</p>\n`)
  expect(readFileSync(file, 'utf8')).toBe('<p>a (changed, 16 bytes)</p>\n')
})

it('a file that cannot be written is named, with the setting that asks for it', async () => {
  const written = writeDocument(makeSanitizer().page, { file: '/nowhere/page.html', of: 'html', workspace: '/' }, '')
  await expect(written).rejects.toMatchObject({
    reason: 'invalid-settings',
    message: 'Cannot write the file "/nowhere/page.html" of "html".',
  })
})
