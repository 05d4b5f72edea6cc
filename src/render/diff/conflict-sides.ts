import type { PlannedResource } from '../../plan/plan.ts'
import type { DiffSides } from './resource-diff.ts'

/** Git before → Git now, and Git before → server now. Without a known common ground, the server against Git. */
export const conflictSides = ({ recorded, base, live, desired }: PlannedResource): readonly DiffSides[] => {
  const common = recorded ?? base
  const onServer = { content: live, isLive: true }
  const inGit = { content: desired, isLive: false }
  if (common === undefined) return [{ title: 'Server now → Git', before: onServer, after: inGit }]
  const before = { content: common, isLive: false }
  return [
    { title: 'In Git: last deployed → now', before, after: inGit },
    { title: 'On the server: last deployed → now', before, after: onServer },
  ]
}
