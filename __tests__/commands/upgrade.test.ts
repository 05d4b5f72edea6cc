import { chmodSync, readFileSync, statSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { upgrade } from '../../src/commands/upgrade.ts'
import { renderUpgrade, renderUpgradeJson } from '../../src/render/render-upgrade.ts'
import { parseFlags } from '../../src/settings/cli/command-line.ts'
import { parseSettings } from '../../src/settings/settings.ts'
import { upgradeExitCode } from '../../src/upgrade/upgrade-report.ts'
import { createGitRepository, type FileChanges } from '../support/git-repository.ts'
import { aRun } from './a-run.ts'

const OLD =
  'id: a\nnamespace: company.team\ninputs:\n  - {id: b, type: BOOLEAN} # a\ntasks:\n  - {id: t, type: io.kestra.plugin.core.log.Log, message: a}\n'
const NEW = OLD.replace('BOOLEAN', 'BOOL')
const MANUAL = `${NEW.replace('id: a', 'id: m')}workerGroup: {key: big}\n`

const upgraded = async (files: FileChanges, args: readonly string[] = [], arrange = (_: string) => {}) => {
  using repository = createGitRepository({ files })
  const { raw, commandLine } = parseFlags(['upgrade', ...args], {})
  const { dir } = repository
  arrange(dir)
  const paths = commandLine.kind === 'upgrade' ? commandLine.paths : []
  const report = await upgrade(aRun(dir, { settings: parseSettings(raw) }), { paths, cwd: dir })
  const read = (file: string) => readFileSync(join(dir, file), 'utf8')
  const texts = Object.fromEntries(Object.keys(files).map((file) => [file, read(file)]))
  const modes = Object.fromEntries(Object.keys(files).map((file) => [file, statSync(join(dir, file)).mode & 0o777]))
  return { report, texts, modes, code: upgradeExitCode(report, raw['detailed-exitcode'] === 'true') }
}

const FILE = 'company.team/flows/a.yml'

describe('upgrade', () => {
  it('shows a diff, and writes nothing', async () => {
    const { report, texts, code } = await upgraded({ [FILE]: OLD })
    expect(texts[FILE]).toBe(OLD)
    expect(code).toBe(0)
    const shown = renderUpgrade(report)
    expect(shown).toContain(`--- a/${FILE}`)
    expect(shown).toContain('+  - {id: b, type: BOOL} # a')
    expect(JSON.parse(renderUpgradeJson(report))).toEqual({
      version: 1,
      command: 'upgrade',
      written: false,
      edits: [{ file: FILE, line: 4, column: 19, code: 'removed-syntax', from: 'BOOLEAN', to: 'BOOL' }],
      manual: [],
      unreadable: [],
    })
  })

  it('edits in place, and keeps the mode, the byte order mark and line ends', async () => {
    const crlf = `\uFEFF${OLD.replaceAll('\n', '\r\n')}`
    const { texts, modes, report } = await upgraded({ [FILE]: crlf }, ['--write'], (dir) =>
      chmodSync(join(dir, FILE), 0o640),
    )
    expect(texts[FILE]).toBe(crlf.replace('BOOLEAN', 'BOOL'))
    expect(modes[FILE]).toBe(0o640)
    expect(report.isWritten).toBe(true)
  })

  it('changes nothing the second time', async () => {
    const { report, code } = await upgraded({ [FILE]: NEW }, ['--write', '--detailed-exitcode'])
    expect(report.flows).toEqual([])
    expect(code).toBe(0)
  })

  it('lists what is left to do by hand', async () => {
    const { report, texts, code } = await upgraded({ [FILE]: MANUAL }, ['--write', '--detailed-exitcode'])
    expect(JSON.parse(renderUpgradeJson(report))).toMatchObject({
      edits: [],
      manual: [{ file: FILE, line: 7, column: 1, code: 'removed-syntax' }],
    })
    expect(renderUpgrade(report)).toContain(`${FILE}:7:1 removed-syntax`)
    expect(texts[FILE]).toBe(MANUAL)
    expect(code).toBe(2)
  })

  it('leaves a file that it cannot read alone, and edits the others', async () => {
    const broken = 'id: a\n\tnamespace: b\n'
    const other = 'company.team/flows/b.yml'
    const { report, texts, code } = await upgraded({ [FILE]: OLD, [other]: broken }, ['--write', 'company.team'])
    expect(texts).toEqual({ [FILE]: NEW, [other]: broken })
    expect(report.unreadable).toMatchObject([{ file: other }])
    expect(code).toBe(1)
  })

  it('reads the files and folders that are named, and no YAML file that is not a flow', async () => {
    const files = { 'x/a.yml': OLD, 'y/b.yml': OLD, 'x/other.yml': 'a: BOOLEAN\n' }
    const { texts } = await upgraded(files, ['--write', 'x'])
    expect(texts).toEqual({ ...files, 'x/a.yml': NEW })
  })

  it('refuses a path without a YAML file', async () => {
    await expect(upgraded({ [FILE]: OLD }, ['missing'])).rejects.toMatchObject({ reason: 'invalid-settings' })
  })

  it('follows no link', async () => {
    const { report, texts } = await upgraded({ [FILE]: OLD }, ['--write', 'z', FILE].slice(0, 1), (dir) =>
      symlinkSync(FILE, join(dir, 'z.yml')),
    )
    expect(texts[FILE]).toBe(NEW)
    expect(report.flows.map(({ file }) => file)).toEqual([FILE])
  })

  it('refuses another version', () => {
    expect(() => parseSettings(parseFlags(['upgrade', '--to', '1.3'], {}).raw)).toThrow(/"to" must be/)
  })
})
