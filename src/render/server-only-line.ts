import type { PlannedResource } from '../plan/plan.ts'
import { linesOf } from './diff/content-diff.ts'

/** Tells whether a line of the live content is in no version of the resource that Git is known to hold. */
export const serverOnlyLine = (resource: PlannedResource): ((line: string) => boolean) => {
  const known = new Set([resource.desired, resource.base, resource.recorded].flatMap(linesOf))
  return (line) => line.trim() !== '' && !known.has(line)
}

/** How many lines of the live content Git does not know. */
export const countServerOnlyLines = (resource: PlannedResource): number =>
  linesOf(resource.live).filter(serverOnlyLine(resource)).length
