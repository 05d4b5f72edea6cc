/** A merge conflict that Git left in a text: where its first line begins, and the numbers of its first and last line. */
export interface MergeConflict {
  readonly offset: number
  readonly from: number
  readonly to: number
}

/**
 * The first conflict in a text: a line with `<<<<<<<`, one with `=======` and one with `>>>>>>>`, in this order, each at the start of its line
 * (git-merge(1), "How conflicts are presented").
 */
export const findMergeConflict = (text: string): MergeConflict | undefined => {
  const found = /^<{7}(?: .*)?\r?$[\s\S]*?^={7}\r?$[\s\S]*?^>{7}(?: .*)?\r?$/m.exec(text)
  if (found === null) return undefined
  const from = text.slice(0, found.index).split('\n').length
  return { offset: found.index, from, to: from + found[0].split('\n').length - 1 }
}
