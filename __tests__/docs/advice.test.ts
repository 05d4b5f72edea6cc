import { describe, expect, it } from 'vitest'
import { CLI_COMMANDS } from '../../src/settings/commands.ts'
import { INPUTS } from '../../src/settings/inputs/inputs.ts'
import { sourceFiles } from '../architecture/source-files.ts'
import { namedIn } from '../scenarios/advice/advice.ts'
import { OF_EDITS } from '../scenarios/advice/edits.ts'
import { OF_SETTINGS } from '../scenarios/advice/settings.ts'

const ADVICE = [...OF_EDITS, ...OF_SETTINGS]
const INPUT_NAMES = Object.keys(INPUTS)

/** What texts name and no row of `__tests__/scenarios/advice` uses, with the reason. */
const NOT_USED: Readonly<Record<string, string>> = {
  '--base': 'names the commit that is missing: __tests__/state/checkout.test.ts',
  '--ca-cert': 'names the file that is wrong: __tests__/kestra/connection.test.ts',
  '--command': 'a command line begins with the command',
  '--deploy-branches': 'for workflows: __tests__/workflows',
  '--exclude': 'names why a file is skipped, or how to skip it without a warning: __tests__/kinds/left-out.test.ts',
  '--follow': 'describes a field of plan.json',
  '--format': 'an argument of Git, and a property of a task',
  '--github-token': 'for workflows: __tests__/workflows',
  '--include': 'names a line of .kestra/gitops.yml: __tests__/kinds/left-out.test.ts',
  '--json': 'an argument of a function of Kestra',
  '--namespace-from': 'says which setting decided',
  '--namespaces': 'says which setting decided',
  '--no-record': 'says which setting decided',
  '--on-listener': 'followed by __tests__/scenarios/flow-tests.test.ts',
  '--password': 'of the connection, which every scenario has from the environment',
  '--record-key': 'says which setting decided',
  '--require-promise': 'for workflows: __tests__/workflows/promise-kept.test.ts',
  '--show-server-source': 'for workflows: __tests__/workflows/secrets.test.ts',
  '--smoke': 'names a folder',
  '--take-over': 'followed by __tests__/scenarios/take-over.test.ts',
  '--username': 'of the connection, which every scenario has from the environment',
  '--write': 'followed by __tests__/commands/upgrade.test.ts',
}

/** Where settings are read, and where GitHub and connections are spoken of, texts name the setting that is wrong. */
const OF_WRONG_SETTINGS = /^src\/(?:settings|kestra|github)\//
const LISTS = /^src\/settings\/(?:\w+\/)?(?:.*inputs|commands|completion|help)\.ts$|^src\/finding\/codes\//

/** The cause that the page of a rule gives. */
const WHY = /^ +why: .*$/gm

/** The texts of a source file, with `…` for what is put in. */
const textsOf = (source: string): readonly string[] => {
  const code = source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '')
  const literals = code.matchAll(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g)
  return [...literals]
    .map(([literal]) =>
      literal
        .slice(1, -1)
        .replace(/\$\{(?:[^{}]|\{[^{}]*\})*\}/g, '…')
        .replaceAll('\\', ''),
    )
    .filter((text) => text.includes(' '))
}

const OURS = new RegExp(
  `^(?:(?:${Object.keys(CLI_COMMANDS).join('|')})\\b|--(?:no-)?(?:${INPUT_NAMES.join('|')})(?![\\w-]))`,
)

/** Command lines, flags and settings in the texts of src/, as they are written on a command line. */
const named = new Set(
  sourceFiles(/^src\/.*\.ts$/)
    .filter(({ path }) => !LISTS.test(path))
    .flatMap(({ path, text }) => textsOf(text.replaceAll(WHY, '')).map((found) => ({ path, found })))
    .flatMap(({ path, found }) =>
      namedIn(found, INPUT_NAMES).filter((name) => !OF_WRONG_SETTINGS.test(path) || found.includes(name)),
    )
    .filter((name) => OURS.test(name)),
)

const linesOf = (advice: readonly (typeof ADVICE)[number][]): readonly string[] =>
  advice
    .flatMap(({ ways }) => ways.flatMap(({ does }) => does.filter((step) => typeof step !== 'function')))
    .map((args) => args.join(' ').replaceAll('=', ' '))

const isUsed = (name: string, lines: readonly string[]): boolean => lines.some((line) => line.includes(name))

describe('a command, a flag or a setting that a text of the product names', () => {
  const lines = linesOf(ADVICE)

  it('is used by a row of __tests__/scenarios/advice, or is listed with a reason', () => {
    expect(named.size).toBeGreaterThan(30)
    expect([...named].filter((name) => !isUsed(name, lines) && NOT_USED[name] === undefined)).toEqual([])
  })

  it('is listed with a reason only where a text names it and no row uses it', () => {
    expect(Object.keys(NOT_USED).filter((name) => !named.has(name) || isUsed(name, lines))).toEqual([])
  })

  it.each(ADVICE)('is used by the row that names it: $title', (advice) => {
    const names = advice.names.flatMap((name) => namedIn(`\`${name}\``, INPUT_NAMES))
    const left = names.filter((name) => !isUsed(name, linesOf([advice])) && NOT_USED[name] === undefined)
    expect(left.filter((name) => !LEFT_OUT.has(name))).toEqual([])
  })
})

/** The advice is to leave it out; or it is followed with a variable as well. */
const LEFT_OUT: ReadonlySet<string> = new Set(['--offline'])
