import { describe, expect, it } from 'vitest'
import { CLI_COMMANDS } from '../../src/settings/commands.ts'
import { INPUTS } from '../../src/settings/inputs/inputs.ts'
import { sourceFiles } from '../architecture/source-files.ts'
import { namedIn } from '../scenarios/advice/advice.ts'
import { OF_EDITS } from '../scenarios/advice/edits.ts'
import { OF_SETTINGS } from '../scenarios/advice/settings.ts'

const ADVICE = [...OF_EDITS, ...OF_SETTINGS]
const INPUT_NAMES = Object.keys(INPUTS)

/** Texts that name a command, a flag or a setting and advise nothing that could be followed here. */
const NO_ADVICE: readonly RegExp[] = [
  // What is, and why.
  /: on-drift is |on-drift is fail|when-missing is |\(when-missing, on-drift\)|\(--no-record\)|They count as they lie here/,
  /^<|^the (?:file|setting) |^kestra-gitops plan$|^--format=|^no --base was given$|"ca-cert"/,
  /^Cannot enter the folder|^the folder "…" of "--chdir"|is deployed to|which "exclude" or|"record-key" is set/,
  // The scenario of flow tests with a Flow trigger of production follows it.
  /`on-listener: skip`/,
  // The next run says what came of it; what ended the one before only a person can tell.
  /^Not everything (?:could be put back|that was written)|writes were not begun/,
  // Followed in tests of their own: __tests__/scenarios/take-over.test.ts, first-day.test.ts, export.test.ts; __tests__/sides/checkout.test.ts.
  /is not in this checkout\. Fetch it first|take-over|"take-over" set to|not signed with this "record-key"|^Not committed yet: look at it|plans them as they lie here/,
  /^Both are this repository, with other settings|^A new repository begins with|^Left out, because they belong to the tenant/,
  /^Left out by "namespaces"/,
  // For workflows, whose runs __tests__/github and __tests__/workflows play.
  /^Previews are on a Kestra server|^require-promise is true|show-server-source: true|"namespaces" in the workflow|"deploy-branches" names other|leave "github-token" at its default/,
]

const COMMANDS = Object.keys(CLI_COMMANDS).join('|')
const HYPHENATED = INPUT_NAMES.filter((name) => name.includes('-')).join('|')
const FLAGS = ['help', ...INPUT_NAMES].join('|')
const NAMED = new RegExp(
  [
    `kestra-gitops (?:${COMMANDS})\\b`,
    `(?<![\\w-])--(?:no-)?(?:${FLAGS})(?![\\w-])`,
    `\\b[Rr]un (?:the )?(?:${COMMANDS})\\b`,
    `command "(?:${COMMANDS})"`,
  ].join('|'),
)
const SETTING = new RegExp(`(?<![\\w./-])(?:${HYPHENATED})(?![\\w./-])|"(?:${INPUT_NAMES.join('|')})"`)
/** Where settings are read, and where GitHub and connections are spoken of, texts name the setting that is wrong. */
const OF_WRONG_SETTINGS = /^src\/(?:settings|kestra|github)\//
const LISTS = /^src\/settings\/(?:\w+\/)?(?:.*inputs|commands|completion|help)\.ts$|^src\/problem\/codes\//

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

const sources = sourceFiles(/^src\/.*\.ts$/)
  .filter(({ path }) => !LISTS.test(path))
  .flatMap(({ path, text }) => textsOf(text).map((found) => ({ path, text: found })))

const isAdvice = ({ path, text }: (typeof sources)[number]): boolean =>
  NAMED.test(text) || (SETTING.test(text) && !OF_WRONG_SETTINGS.test(path))

describe('advice that names a command, a flag or a setting', () => {
  const given = sources.filter(isAdvice)

  it('is found in the sources', () => {
    expect(given.length).toBeGreaterThan(30)
  })

  it('is followed by the table of __tests__/scenarios/advice, or is none', () => {
    const open = given.filter(
      ({ text }) =>
        !ADVICE.some(({ says }) => text.includes(says)) && !NO_ADVICE.some((exception) => exception.test(text)),
    )
    expect(open).toEqual([])
  })

  it.each(ADVICE)('stands in the sources as the table has it: $says', ({ says }) => {
    expect(sources.filter(({ text }) => text.includes(says.trim()))).not.toEqual([])
  })

  it.each(ADVICE)('is followed in every command, flag and setting that it names: $says', ({ says, ways }) => {
    const runs = ways.flatMap(({ does }) => does.filter((step) => typeof step !== 'function'))
    const lines = runs.map((args) => args.join(' ').replaceAll('=', ' '))
    const names = namedIn(says, INPUT_NAMES).filter((name) => !LEFT_OUT.has(name))
    for (const name of names) expect(lines.filter((line) => line.includes(name))).not.toEqual([])
  })

  it('has no exception without a text', () => {
    expect(NO_ADVICE.filter((exception) => !given.some(({ text }) => exception.test(text)))).toEqual([])
  })
})

/** Of the connection, which every run of a scenario has from the environment; or named to be left out. */
const LEFT_OUT: ReadonlySet<string> = new Set(['--command', '--server', '--username', '--password', '--offline'])
