import { closestWord } from '../../text/closest-word.ts'

/** No person writes more names; a generated flow may hold thousands, and as many that are wrong. */
const MOST_SEARCHED = 200

export const nearestOf = (word: string, names: ReadonlySet<string>): string | undefined =>
  names.size > MOST_SEARCHED ? undefined : closestWord(word, names)

const MOST_NAMED = 12

/** `It has a, b, c.` */
export const namesIn = (beginning: string, names: ReadonlySet<string>): string => {
  const first = [...names].slice(0, MOST_NAMED).join(', ')
  return names.size > MOST_NAMED ? `${beginning} ${first} and others.` : `${beginning} ${first}.`
}
