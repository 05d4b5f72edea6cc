import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { withoutCommands } from '../../src/output/output-sanitizer.ts'
import { renderFormat, SYNTAX } from '../../src/render/render-format.ts'
import { growth } from '../fixtures/growth.ts'
import { aProblem, aReport } from '../render/factories.ts'
import { builtDist } from '../scenarios/built-dist.ts'
import { createGitRepository } from '../support/git-repository.ts'

const commandsIn = (text: string) =>
  text.split(/\r\n|[\n\r\u0085\u2028\u2029]/).filter((line) => /^\s*::/.test(line) || /##\w*\[/.test(line))

const TRICKS = [
  ...['##[', '##[error]', '###[', '####[[', '##vso[task.setvariable variable=A]b', '##teamcity[', '#', '##', '[', '\\'],
  ...[
    '::',
    '::error::x',
    ' ::',
    '\n',
    '\r',
    '\r\n',
    '\u0085',
    '\u2028',
    '\u2029',
    '\t',
    '\u00a0',
    ':',
    '"',
    '<',
    '&',
    'a',
  ],
]
const hostile = fc.array(fc.constantFrom(...TRICKS), { maxLength: 12 }).map((pieces) => pieces.join(''))

const UNESCAPED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }
const textOfXml = (xml: string) =>
  xml.replace(/&(?:#(\d+)|(\w+));/g, (_, code, name) =>
    code === undefined ? (UNESCAPED[name] ?? '') : String.fromCharCode(code),
  )

describe('what is printed on a runner', () => {
  it('holds no command, and is the same JSON', () => {
    fc.assert(
      fc.property(hostile, hostile, (key, text) => {
        const value = { [key]: [text, { text }] }
        for (const spaces of [undefined, 2]) {
          const printed = withoutCommands(JSON.stringify(value, undefined, spaces), 'json')
          expect(commandsIn(printed)).toEqual([])
          expect(JSON.parse(printed)).toEqual(value)
        }
      }),
    )
  })

  it.each(['json', 'sarif', 'gitlab', 'junit', 'gcc'] as const)(
    'holds no command as %s, and says the same',
    (format) => {
      fc.assert(
        fc.property(hostile, hostile, (file, message) => {
          const problems = [
            aProblem({ file, message, hint: message }),
            aProblem({ severity: 'warning', file, message }),
          ]
          const document = renderFormat(aReport({ problems }), format, { version: '1.0.0' })
          const printed = withoutCommands(document, SYNTAX[format])
          expect(commandsIn(printed)).toEqual([])
          if (SYNTAX[format] === 'json') expect(JSON.parse(printed)).toEqual(JSON.parse(document))
          if (SYNTAX[format] === 'xml') expect(textOfXml(printed)).toBe(textOfXml(document))
        }),
        { numRuns: 50 },
      )
    },
  )

  it('takes time that grows with its length', () => {
    for (const piece of ['#', '##a', 'a', ' ', ' \n', '\r', '\u0085', '\u2028', ':']) {
      const reading = (times: number) => () => {
        for (const syntax of ['text', 'json', 'xml'] as const) withoutCommands(piece.repeat(times), syntax)
      }
      expect(growth([20_000, 160_000], reading)).toBeLessThan(24)
    }
  })

  it('comes out of the command line so, whatever a file is called', () => {
    const file = 'company.team/flows/##[add-path]x ##vso[y].yml'
    using repository = createGitRepository({ files: { [file]: 'id: a\nnamespace: company.team\ntasks: 1\n' } })
    for (const args of [
      ['--json'],
      ['--format=sarif'],
      ['--format=junit'],
      ['--format=gitlab'],
      ['--format=gcc'],
      [],
    ]) {
      const { stdout, stderr } = spawnSync(process.execPath, [join(builtDist(), 'cli.js'), 'validate', ...args], {
        cwd: repository.dir,
        encoding: 'utf8',
        env: { PATH: process.env['PATH'] },
      })
      expect(stdout).toContain('add-path')
      expect(commandsIn(`${stdout}${stderr}`)).toEqual([])
    }
  })
})
