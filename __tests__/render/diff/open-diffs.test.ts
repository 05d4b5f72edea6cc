import { expect, it } from 'vitest'
import type { Action } from '../../../src/plan/plan.ts'
import { openDiffs, resourceDiff } from '../../../src/render/diff/resource-diff.ts'
import { aPlannedResource } from '../factories.ts'

const smallDiffs = (count: number, action: Action) =>
  Array.from({ length: count }, (_, index) => {
    const resource = aPlannedResource({ name: `f${index}`, change: action === 'create' ? 'create' : 'update', action })
    const resourceStates = {
      title: 'server now → after merge',
      before: { content: action === 'create' ? undefined : 'old: 1\n', isLive: true },
      after: { content: 'a: 1\nb: 2\nc: 3\nd: 4\n', isLive: false },
    }
    return resourceDiff(resource, resourceStates, { redact: (text) => text, hidesServerLines: false })
  })

it.each([
  ['new texts of 12 lines are open', 3, 'create', 3],
  ['new texts of more than 40 lines are folded', 12, 'create', 0],
  ['changed texts of more than 40 lines are open where each is small', 12, 'update', 12],
] as const)('%s', (_, count, action, open) => {
  const diffs = smallDiffs(count, action)
  expect(diffs.filter(openDiffs(diffs, 5))).toHaveLength(open)
})
