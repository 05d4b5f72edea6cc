import { closestWord } from '../../text/closest-word.ts'

/** In one flow no person misspells more names than these; a generated one can name thousands. */
const MOST_SUGGESTIONS = 100

type Nearest = (name: string, candidates: () => Iterable<string>) => string | undefined

/** For one flow: what `find` finds, for as many names as a person misspells; the candidates are asked for where a name is new. */
export const suggestions = (find: (name: string, candidates: Iterable<string>) => string | undefined): Nearest => {
  const known = new Map<string, string | undefined>()
  return (name, candidates) => {
    if (!known.has(name)) known.set(name, known.size < MOST_SUGGESTIONS ? find(name, candidates()) : undefined)
    return known.get(name)
  }
}

/** Finds the name that somebody meant who wrote another: equal but for letter case, `-` for `_` and the folders before it, else the closest. */
export const nearNames = (): Nearest => suggestions((name, candidates) => nearName(name, [...candidates]))

const nearName = (name: string, candidates: readonly string[]): string | undefined => {
  const wanted = plain(name)
  const [same, ...others] = candidates.filter((candidate) => plain(candidate) === wanted)
  const [only, ...more] = candidates.filter((candidate) => lastStep(candidate) === lastStep(name))
  if (same !== undefined && others.length === 0) return same
  if (only !== undefined && more.length === 0) return only
  return closestWord(name, candidates)
}

const plain = (name: string): string => name.toLowerCase().replaceAll('-', '_')

const lastStep = (name: string): string => name.slice(name.lastIndexOf('/') + 1)
