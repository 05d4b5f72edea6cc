import type { PromiseCheck } from '../../plan/keep-promise.ts'
import type { Plan } from '../../plan/plan.ts'
import { differenceWords } from '../../plan/promise-words.ts'
import { resourceKey } from '../../resource/resource.ts'
import { counted, isOrAre } from '../../text/lists.ts'
import type { Section } from '../fit-sections.ts'
import { MARKDOWN } from '../promise-line.ts'
import { shorterLists } from './section-context.ts'

/** Every resource that is not as it was promised, and why. */
export const differenceSections = (check: PromiseCheck | undefined): readonly Section[] => {
  if (check === undefined || check.differs.length === 0) return []
  const [body = '', ...shorter] = shorterLists(check.differs, {
    noun: 'resource',
    line: (difference) => differenceWords(difference, MARKDOWN),
    name: ({ resource }) => (resource === undefined ? 'one that is gone' : MARKDOWN.name(resource)),
    group: ({ resource }) => resource?.namespace ?? 'gone',
  })
  const kept = check.kept.size
  const rest = kept === 0 ? '' : `\n\n${counted(kept, 'resource')} ${isOrAre(kept)} as promised.`
  const title = `Not as promised: ${counted(check.differs.length, 'resource')}`
  return [{ title, body: `${body}${rest}`, shorter, priority: 0, noun: 'differences' }]
}

/** The part of a deploy's plan that a pull request had promised, and the part that it had not; `title` where nobody promised. */
export const partsOfPlan = (
  plan: Plan,
  { check, title }: { readonly check: PromiseCheck | undefined; readonly title: string },
): readonly { readonly title: string; readonly plan: Plan }[] => {
  if (check === undefined || check.missing !== undefined) return [{ title, plan }]
  const isKept =
    ({ kept }: PromiseCheck) =>
    (resource: Plan['resources'][number]) =>
      kept.has(resourceKey(resource))
  const promised = plan.resources.filter(isKept(check))
  const others = plan.resources.filter((resource) => !isKept(check)(resource))
  return [
    { title: 'The promise, as planned before the merge', plan: { ...plan, resources: promised } },
    { title: 'What this deploy planned beside it', plan: { ...plan, resources: others } },
  ]
}
