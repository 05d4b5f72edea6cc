import { closestWord } from '../../text/closest-word.ts'

/** The name that somebody meant who wrote `name`: equal but for letter case, `-` for `_` and folders before it, else the closest. */
export const nearName = (name: string, candidates: readonly string[]): string | undefined => {
  const wanted = plain(name)
  const [same, ...others] = candidates.filter((candidate) => plain(candidate) === wanted)
  const [only, ...more] = candidates.filter((candidate) => lastStep(candidate) === lastStep(name))
  if (same !== undefined && others.length === 0) return same
  if (only !== undefined && more.length === 0) return only
  return closestWord(name, candidates)
}

const plain = (name: string): string => name.toLowerCase().replaceAll('-', '_')

const lastStep = (name: string): string => name.slice(name.lastIndexOf('/') + 1)
