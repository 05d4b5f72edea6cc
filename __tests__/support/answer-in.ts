import { ANSWERS, type AnswerState } from '../../src/render/answer.ts'

const STATES = Object.keys(ANSWERS) as AnswerState[]

/**
 * The answer that the heading of a comment gives, whatever its words are; `undefined` where it gives none. Tests of logic ask for
 * this: the words themselves are tested with the renderers (`__tests__/render`, `__tests__/report`).
 */
export const answerIn = (comment = ''): AnswerState | undefined => {
  const [heading = ''] = comment.replace(/^#+ /, '').split('\n', 1)
  // The longer one counts where two answers begin alike.
  const [state] = STATES.filter((each) => heading.startsWith(ANSWERS[each])).toSorted(
    (one, other) => ANSWERS[other].length - ANSWERS[one].length,
  )
  return state
}
