import { displayName } from '../kinds/kinds.ts'
import type { PromiseCheck } from '../plan/keep-promise.ts'
import { differenceWords, type PromiseWording } from '../plan/promise-words.ts'
import type { OutcomeReport, Report } from '../report/report.ts'
import { resourceKey } from '../resource/resource.ts'
import { counted, isOrAre } from '../text/lists.ts'
import { md } from './markdown.ts'

/** Numbers of pull requests become links on GitHub; names stay what they are. */
export const MARKDOWN: PromiseWording = {
  name: (name) => md.code(displayName(name)),
  pullRequest: (number) => `#${number}`,
}

/**
 * What a receipt says first that knows what was promised: whether it was kept, and how far as Markdown; `undefined` where there was
 * no promise, or the deploy has something worse to tell.
 */
export const promiseAnswer = (
  report: Report,
  check: PromiseCheck | undefined,
): { readonly isKept: boolean; readonly words: string } | undefined => {
  if (report.kind !== 'outcome' || report.result === 'failed' || check?.missing !== undefined) return undefined
  if (check === undefined) return undefined
  const [first, ...more] = check.differs
  if (first !== undefined) {
    const rest = more.length === 0 ? '' : `, and ${more.length} more ${more.length === 1 ? 'differs' : 'differ'}`
    return { isKept: false, words: `${differenceWords(first, MARKDOWN)}${rest}` }
  }
  return check.kept.size === 0 ? undefined : { isKept: true, words: keptWords(check, report) }
}

/** `3 of 3 resources are live as shown before the merge, read back from the server`. */
const keptWords = ({ kept }: PromiseCheck, { outcome }: OutcomeReport): string => {
  const deleted = outcome.resources.some((resource) => resource.action === 'delete' && kept.has(resourceKey(resource)))
  const end = outcome.resources.length === 0 ? 'nothing was left to write' : 'read back from the server'
  return `${kept.size} of ${counted(kept.size, 'resource')} ${isOrAre(kept.size)} ${deleted ? '' : 'live '}as shown before the merge, ${end}`
}

/** What a reader of one receipt should know beside that. Sentences in words. */
export const checkNotices = ({ missing, others }: PromiseCheck): readonly string[] => [
  ...(missing === undefined
    ? []
    : [`No promise was found on this pull request, so nothing was compared with one: ${missing}.`]),
  ...(others.length === 0
    ? []
    : [`This run also deployed ${counted(others.length, 'resource')} that other pull requests promised.`]),
]

/** Every promise of a deploy in a sentence, for those who read about all of them at once. */
export const promiseNotices = ({ promises }: Report): readonly string[] =>
  promises.map(({ pullRequest, missing, kept, differs }) => {
    const name = `Pull request ${pullRequest}`
    if (missing !== undefined) return `${name}: no promise was found: ${missing}.`
    if (differs.length === 0) return `${name}: as promised (${counted(kept.size, 'resource')}).`
    const words = differs.map((difference) => differenceWords(difference))
    return `${name}: not as promised: ${words.join('; ')}.`
  })
