import type { FileChanges } from '../../support/git-repository.ts'
import type { Scenario } from '../start-scenario.ts'

/** A piece of advice that the product prints, and what comes of following it to the letter. */
export interface Advice {
  /** The situation in which it is given. */
  readonly title: string
  /** The commands, flags and settings that it names, as they are printed; the sentence around them does not count. */
  readonly names: readonly string[]
  readonly files: FileChanges
  /** Brings the world to where the advice is given. */
  readonly given?: (scenario: Scenario) => Promise<unknown>
  /** The run that gives it. */
  readonly reported: readonly string[]
  /** That run knows of no server. */
  readonly isOffline?: true
  /** Each way that the advice names, on a world of its own. */
  readonly ways: readonly Way[]
}

export interface Way {
  /** What the reader does: runs of the command line, and what is done between them. */
  readonly does: readonly (readonly string[] | ((scenario: Scenario) => unknown))[]
  /** In the last run's output: what the advice promises. Its exit code is 0, or `code`. */
  readonly comes: RegExp
  readonly code?: number
}

/** What of this product a piece of advice names, as it stands on a command line: command lines, flags, settings. */
export const namedIn = (says: string, inputs: readonly string[]): readonly string[] => {
  const lines = [...says.matchAll(/`kestra-gitops ([^`]+)`/g)].map(([, line = '']) => line)
  const flags = [...says.matchAll(/(?<![\w-])--[a-z][a-z-]*[a-z](?: (?:keep|overwrite))?/g)].map(([flag]) => flag)
  const names = new RegExp(`(?<![\\w-])["\`]?(${inputs.join('|')})(?:["\`](?!:)|(?=[:.,) ])|$)`, 'g')
  const settings = [...says.matchAll(names)].flatMap(([text, name = '']) => (/^["`]|-/.test(text) ? [`--${name}`] : []))
  return [...new Set([...lines, ...flags, ...settings])].filter((part) => !part.includes('…'))
}
