import type { Outcome, ResourceOutcome } from '../deploy/outcome.ts'
import { counted, joined } from '../text/lists.ts'
import type { Headline } from './verdict.ts'

/** What an export made of the files in Git, in one line. */
export const exportHeadline = ({ resources }: Outcome): Headline => {
  if (resources.length === 0) return { verdict: 'safe', words: 'nothing to export' }
  const taken = resources.filter(({ outcome }) => outcome === 'applied')
  const left = resources.length - taken.length
  if (taken.length === 0)
    return { verdict: 'look', words: `${counted(left, 'file')} ${isOrAre(left)} not what the server has, and left` }
  const words = joined([...counts(taken), ...(left > 0 ? [`${left} ${isOrAre(left)} left`] : [])])
  return { verdict: left > 0 ? 'look' : 'done', words }
}

const VERBS = { create: 'new', update: 'changed', delete: 'removed' } as const

const counts = (resources: readonly ResourceOutcome[]): readonly string[] =>
  (['create', 'update', 'delete'] as const)
    .map((action) => ({ action, count: resources.filter((resource) => resource.action === action).length }))
    .filter(({ count }) => count > 0)
    .map(
      ({ action, count }, index) =>
        `${index === 0 ? counted(count, 'file') : count} ${isOrAre(count)} ${VERBS[action]}`,
    )

const isOrAre = (count: number): string => (count === 1 ? 'is' : 'are')
