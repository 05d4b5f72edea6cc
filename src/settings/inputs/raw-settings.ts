import { gotInstead } from '../../text/closest-word.ts'
import { defaultOf } from './input-definition.ts'
import { INPUTS, type InputName } from './inputs.ts'

/** The text of each given setting; others get their defaults. A list is one text with line breaks. */
export type RawSettings = Readonly<Partial<Record<InputName, string>>>

export type SettingsReader = ReturnType<typeof settingsReader>

/** Reads raw settings by type. It adds problems to the list and returns a harmless value, so that all problems are shown together. */
export const settingsReader = (raw: RawSettings, problems: string[]) => {
  const text = (name: InputName): string | undefined => {
    const given = raw[name]?.trim()
    const value = given === undefined || given === '' ? ownDefaultOf(name) : given
    return value === '' ? undefined : value
  }
  const expect = (name: InputName, expected: string, choices: readonly string[] = []): void => {
    problems.push(`"${name}" must be ${expected}; ${gotInstead(text(name) ?? '', choices)}`)
  }
  return {
    text,
    list: (name: InputName): readonly string[] => splitList(text(name) ?? ''),
    boolean: (name: InputName): boolean => {
      const value = text(name)?.toLowerCase()
      if (value !== undefined && value !== 'true' && value !== 'false') expect(name, 'true or false')
      return value === 'true'
    },
    number: (name: InputName, least: number): number => {
      const value = Number(text(name))
      if (!Number.isInteger(value) || value < least) expect(name, `a whole number of at least ${least}`)
      return value
    },
    oneOf: <T extends string>(name: InputName, choices: readonly [T, ...T[]]): T => {
      const value = choices.find((choice) => choice === text(name))
      if (value === undefined) expect(name, `one of ${choices.join(', ')}`, choices)
      return value ?? choices[0]
    },
  }
}

/** The default of a setting. The default of the token is an expression that only the runner resolves, so here it is empty. */
const ownDefaultOf = (name: InputName): string => (name === 'github-token' ? '' : defaultOf(INPUTS[name]))

/** Splits by lines, and by commas in lines without a colon or an arrow (headers, mappings). */
const splitList = (text: string): string[] =>
  text
    .split('\n')
    .flatMap((line) => (line.includes(':') || line.includes('=>') ? [line] : line.split(',')))
    .map((item) => item.trim())
    .filter((item) => item !== '')
