/**
 * The candidate that `word` most likely stands for: equal but for letter case, or within two edits per five letters and
 * four in all. `undefined` when nothing is near enough to be worth saying; ties go to the first candidate.
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

/** ``Did you mean `tasks`?``; `undefined` where nothing is near. */
export const didYouMean = (near: string | undefined): string | undefined =>
  near === undefined ? undefined : `Did you mean \`${near}\`?`

/** The same of the candidate that `word` most likely stands for. */
export const suggestion = (word: string, candidates: Iterable<string>): string | undefined =>
  didYouMean(closestWord(word, candidates))

/** Of a few words of which one must be meant: the closest, or the only one that begins with `word` (`warn` is `warning`). */
const closestChoice = (word: string, choices: readonly string[]): string | undefined => {
  const beginning = choices.filter((choice) => word.length > 1 && choice.startsWith(word.toLowerCase()))
  return closestWord(word, choices) ?? (beginning.length === 1 ? beginning[0] : undefined)
}

/** How a sentence ends that has said what may stand: ``got `wran`; did you mean `warning`?`` */
export const gotInstead = (word: string, choices: readonly string[]): string => {
  const nearest = closestChoice(word, choices)
  return `got \`${word}\`${nearest === undefined ? '.' : `; did you mean \`${nearest}\`?`}`
}

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

/** Levenshtein's distance, one row at a time; two letters turned around are one edit. */
const editDistance = (left: string, right: string): number => {
  let before: number[] = []
  let row = Array.from({ length: right.length + 1 }, (_, index) => index)
  for (let i = 1; i <= left.length; i++) {
    const next = [i]
    for (let j = 1; j <= right.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (left[i - 1] === right[j - 1] ? 0 : 1)
      const isTurned = i > 1 && j > 1 && left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1]
      const turned = isTurned ? (before[j - 2] ?? 0) + 1 : replaced
      next.push(Math.min(replaced, turned, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    before = row
    row = next
  }
  return row[right.length] ?? 0
}
