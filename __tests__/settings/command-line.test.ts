import { describe, expect, it } from 'vitest'
import { asksForJson, parseFlags } from '../../src/settings/cli/command-line.ts'
import { helpText } from '../../src/settings/cli/help.ts'
import { COMMAND_NAMES } from '../../src/settings/commands.ts'
import { flagsOf } from '../../src/settings/inputs/inputs.ts'

describe('parseFlags', () => {
  it.each([
    [['plann'], /got `plann`, did you mean `plan`\?/],
    [['help', 'depoly'], /got `depoly`, did you mean `deploy`\?/],
    [['plan', '--namepsace', 'a'], /^`--namepsace` is not a flag; did you mean `--namespace`\? --help/],
    [['plan', '--xyzzy'], /^`--xyzzy` is not a flag\. --help/],
    [['plan', '--password', 'hunter22'], /set the secret in the environment, as KESTRA_PASSWORD\. /],
    [['plan', '--environment', 'x'], /`--environment` is an input of the action, not a flag\./],
    [['plan', '--root'], /^`--root` needs a value\. --help/],
    [['plan', 'deploy'], /Give only one command; `deploy` is too much\./],
    [['completion'], /needs a shell, one of bash, zsh, fish\.$/],
    [['completion', 'tcsh'], /got `tcsh`/],
    [['--json'], /^Give one of the commands/],
  ])('refuses %j with the way out', (args, message) => {
    expect(() => parseFlags(args, {})).toThrow(message)
  })

  it.each([
    [[], { kind: 'help', command: undefined }],
    [['--help'], { kind: 'help', command: undefined }],
    [['help'], { kind: 'help', command: undefined }],
    [['help', 'deploy'], { kind: 'help', command: 'deploy' }],
    [['deploy', '-h'], { kind: 'help', command: 'deploy' }],
    [['version'], { kind: 'version' }],
    [['--version'], { kind: 'version' }],
    [['completion', 'fish'], { kind: 'completion', target: 'fish' }],
    [['schema'], { kind: 'schema' }],
    [['deploy', '--dry-run'], { kind: 'run' }],
  ])('%j asks for %j', (args, commandLine) => {
    expect(parseFlags(args, {}).commandLine).toEqual(commandLine)
  })

  it('takes short flags, lists, negations, and the environment behind the flags', () => {
    const args = ['plan', '-q', '-C', 'sub', '--root', 'a', '--root', 'b', '--no-record', '--server', 'https://b.test']
    expect(parseFlags(args, { KESTRA_URL: 'https://a.test', KESTRA_TENANT: 't' }).raw).toEqual({
      command: 'plan',
      quiet: 'true',
      chdir: 'sub',
      root: 'a\nb',
      record: 'false',
      server: 'https://b.test',
      tenant: 't',
    })
  })
})

describe('helpText', () => {
  it.each(COMMAND_NAMES)('tells of %s its flags, choices and defaults, and an example that it takes', (command) => {
    const text = helpText(command, 80)
    for (const { name } of flagsOf(command)) expect(text).toMatch(new RegExp(`^  (?:-\\w, )?--(?:no-)?${name}\\b`, 'm'))
    const example = /^Example\n {2}(.+)$/m.exec(text)?.[1] ?? ''
    const args = /kestra-gitops ([^)]+)/.exec(example)?.[1]?.split(' ') ?? []
    expect(args).toContain(command)
    expect(() => parseFlags(args, {})).not.toThrow()
  })

  it('gives the doctor, which reads the tree, every flag that says where the tree goes', () => {
    const names = flagsOf('doctor').map(({ name }) => name)
    expect(names).toEqual(expect.arrayContaining(['namespace', 'namespace-from', 'namespace-map', 'namespaces']))
  })

  it('shows choices and defaults', () => {
    const text = helpText('plan', 200)
    expect(text).toMatch(/^ {2}--when-missing keep\|delete\|mirror$/m)
    expect(text).toMatch(/^ {2}--on-drift keep\|overwrite\|fail$/m)
    expect(text).toMatch(/^ {2}--max-deletes N$/m)
    expect(text).not.toContain('--by-hand')
    expect(text).not.toContain('one per line')
  })

  it.each(['smoke', 'smoke-keep', 'follow', 'wait-for-idle'])('offers --%s to deploy only', (flag) => {
    const commands = COMMAND_NAMES.filter((command) => helpText(command, 80).includes(`--${flag}`))
    expect(commands).toEqual(['deploy'])
  })

  it('fits one screen without a command, commands first, with flags that exist', () => {
    const lines = helpText(undefined, 80).trimEnd().split('\n')
    expect(lines.length).toBeLessThanOrEqual(60)
    const known = flagsOf(undefined).map(({ name }) => name)
    const shown = lines.flatMap((line) => /^ {2}(?:-\w, )?--([\w-]+)/.exec(line)?.[1] ?? [])
    expect(shown.length).toBeGreaterThan(0)
    expect(known).toEqual(expect.arrayContaining(shown))
    expect(lines.findIndex((line) => line.startsWith('  validate'))).toBeLessThan(6)
  })

  it.each([undefined, ...COMMAND_NAMES])('fits 60 columns: %s', (command) => {
    const lines = helpText(command, 60)
      .split('\n')
      .filter((line) => !line.includes('kestra-gitops '))
    expect(lines.filter((line) => line.length > 60)).toEqual([])
  })
})

it.each([
  [['plan', '--json', '--ofline'], true],
  [['plan', '--format', 'json', '--max-deletes'], true],
  [['plan', '--format=json'], true],
  [['--json'], true],
  [['plan', '--format', 'sarif'], false],
  [['plan', '--label', '--json'], false],
  [['plan'], false],
  [['schema', '--json'], false],
] as const)('%j asks for a JSON document: %s', (args, expected) => {
  expect(asksForJson(args)).toBe(expected)
})
