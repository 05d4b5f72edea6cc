import { compareText } from '../compare-text.ts'
import type { Problem } from './problem.ts'

/** Orders problems by file, line and column; what has none of them comes first. For `toSorted`. */
export const comparePlaces = (a: Problem, b: Problem): number =>
  compareText(a.file ?? '', b.file ?? '') || (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0)
