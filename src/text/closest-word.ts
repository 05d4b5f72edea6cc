import { lastSegmentOf } from './paths.ts'

/**
 * The candidate that `word` most likely stands for: equal except for letter case, or within two edits per five letters
 * and four in all. `undefined` when none is close enough. The first of equally close candidates wins.
 */
export const closestWord = (word: string, candidates: Iterable<string>): string | undefined => {
  const wanted = word.toLowerCase()
  let best: string | undefined
  let bestDistance = Math.min(Math.floor(word.length * 0.4), 4) + 1
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - word.length) >= bestDistance) continue
    const distance = editDistance(wanted, candidate.toLowerCase())
    if (distance < bestDistance) {
      best = candidate
      bestDistance = distance
    }
  }
  return best
}

/** ``Did you mean `tasks`?``; `undefined` without a name. */
export const didYouMean = (near: string | undefined): string | undefined =>
  near === undefined ? undefined : `Did you mean \`${near}\`?`

/** The same sentence for the candidate closest to `word`; `undefined` where none is close enough. */
export const suggestion = (word: string, candidates: Iterable<string>): string | undefined =>
  didYouMean(closestWord(word, candidates))

/** Among a few allowed words: the closest, or the only one that begins with `word` (`warn` for `warning`). */
const closestChoice = (word: string, choices: readonly string[]): string | undefined => {
  const beginning = choices.filter((choice) => word.length > 1 && choice.startsWith(word.toLowerCase()))
  return closestWord(word, choices) ?? (beginning.length === 1 ? beginning[0] : undefined)
}

/** The end of a sentence about allowed values: ``got `wran`; did you mean `warning`?`` */
export const gotInstead = (word: string, choices: readonly string[]): string => {
  const nearest = closestChoice(word, choices)
  return `got \`${word}\`${nearest === undefined ? '.' : `; did you mean \`${nearest}\`?`}`
}

/** No person misspells more names in one flow; a generated flow can contain thousands. */
const MOST_SUGGESTIONS = 100

type Nearest = (name: string, candidates: () => Iterable<string>) => string | undefined

/**
 * Caches what `find` returns for the misspelt names of one flow, at most 100 of them. Candidates are computed only for
 * a new name.
 */
export const suggestions = (find: (name: string, candidates: Iterable<string>) => string | undefined): Nearest => {
  const known = new Map<string, string | undefined>()
  return (name, candidates) => {
    if (!known.has(name)) known.set(name, known.size < MOST_SUGGESTIONS ? find(name, candidates()) : undefined)
    return known.get(name)
  }
}

/**
 * Finds the name closest to a misspelt one: equal except for letter case, `-` for `_` and parent folders, else the
 * closest.
 */
export const nearNames = (): Nearest => suggestions((name, candidates) => nearName(name, [...candidates]))

const nearName = (name: string, candidates: readonly string[]): string | undefined => {
  const wanted = normalized(name)
  const [same, ...others] = candidates.filter((candidate) => normalized(candidate) === wanted)
  const [only, ...more] = candidates.filter((candidate) => lastSegmentOf(candidate) === lastSegmentOf(name))
  if (same !== undefined && others.length === 0) return same
  if (only !== undefined && more.length === 0) return only
  return closestWord(name, candidates)
}

const normalized = (name: string): string => name.toLowerCase().replaceAll('-', '_')

/** Levenshtein distance, computed row by row; two swapped letters are one edit. */
const editDistance = (left: string, right: string): number => {
  let before: number[] = []
  let row = Array.from({ length: right.length + 1 }, (_, index) => index)
  for (let i = 1; i <= left.length; i++) {
    const next = [i]
    for (let j = 1; j <= right.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (left[i - 1] === right[j - 1] ? 0 : 1)
      const isSwapped = i > 1 && j > 1 && left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1]
      const swapped = isSwapped ? (before[j - 2] ?? 0) + 1 : replaced
      next.push(Math.min(replaced, swapped, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    before = row
    row = next
  }
  return row[right.length] ?? 0
}
