import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import * as z from 'zod'
import { type Case, isFor } from './cases.ts'
import { play, type SideOutcome, type Stage } from './play.ts'

const Outcome = z.strictObject({
  sound: z.string(),
  /** The state that the mistake ends in. */
  wrong: z.string(),
  task: z.string().optional(),
  message: z.string().optional(),
  /** Where both end in the same state: what only the sound twin did, and what only the mistake did. */
  only: z.strictObject({ sound: z.array(z.string()), wrong: z.array(z.string()) }).optional(),
})
export type Outcome = z.infer<typeof Outcome>

const fileOf = (version: string): string => fileURLToPath(new URL(`./outcomes/${version}.json`, import.meta.url))

/** What is noted for a version, by the key of the case. */
export const readOutcomes = (version: string): ReadonlyMap<string, Outcome> => {
  const file = fileOf(version)
  if (!existsSync(file)) return new Map()
  return new Map(Object.entries(z.record(z.string(), Outcome).parse(JSON.parse(readFileSync(file, 'utf8')))))
}

/** Notes outcomes, in the order of their names; a case that is no longer there or not for this version goes. */
export const writeOutcomes = (
  version: string,
  outcomes: ReadonlyMap<string, Outcome>,
  cases: readonly Case[],
): void => {
  const keys = cases.filter((each) => isFor(each, version)).map(({ key }) => key)
  const kept = keys.toSorted().flatMap((key) => {
    const outcome = outcomes.get(key)
    return outcome === undefined ? [] : [[key, outcome]]
  })
  writeFileSync(fileOf(version), `${JSON.stringify(Object.fromEntries(kept), undefined, 2)}\n`)
}

/** Plays both twins, each in a namespace of its own below `prefix`. */
export const outcomeOf = async (stage: Stage, each: Case, prefix: string): Promise<Outcome> => {
  const namespace = `${prefix}.${each.key
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 80)}`
  const sound = await play(stage, each, { side: 'sound', namespace: `${namespace}.sound` })
  const wrong = await play(stage, each, { side: 'wrong', namespace: `${namespace}.wrong` })
  const { state, task, message } = wrong
  return {
    sound:
      sound.state === each.sound ? sound.state : `${sound.state} ${sound.task ?? ''} ${sound.message ?? ''}`.trim(),
    wrong: state,
    ...(task === undefined ? {} : { task }),
    ...(message === undefined ? {} : { message }),
    ...(sound.state === state ? { only: differences(sound, wrong) } : {}),
  }
}

const differences = (sound: SideOutcome, wrong: SideOutcome) => {
  const without = (some: readonly string[], others: readonly string[]) => {
    const left = [...others]
    return some.filter((deed) => {
      const at = left.indexOf(deed)
      if (at >= 0) left.splice(at, 1)
      return at < 0
    })
  }
  return { sound: without(sound.deeds, wrong.deeds), wrong: without(wrong.deeds, sound.deeds) }
}

/** Why the outcome does not prove the case; `undefined` when it does. */
export const whyNot = ({ sound, mistake }: Case, outcome: Outcome): string | undefined => {
  if (outcome.sound !== sound) return `the sound twin ends ${outcome.sound}`
  if (mistake === 'refused') return outcome.wrong === 'INVALID' ? undefined : `the mistake ends ${outcome.wrong}`
  if (outcome.wrong === 'INVALID') return `the server refuses the mistake: ${outcome.message}`
  if (outcome.only === undefined) return undefined
  if (mistake === 'fails') return `the mistake ends ${outcome.wrong} as its twin does`
  return outcome.only.sound.length + outcome.only.wrong.length > 0 ? undefined : 'both do the same'
}
