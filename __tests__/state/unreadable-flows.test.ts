import { describe, expect, it } from 'vitest'
import { indexDesired, indexLive } from '../../src/kinds/kinds.ts'
import { checkUnreadableFlows } from '../../src/state/unreadable-flows.ts'
import { aFlow } from '../support/a-flow.ts'

const flow = (id: string, content = aFlow({ id })) =>
  ({ kind: 'flow', namespace: 'company.team', name: id, content }) as const
const FILE = 'flows/a.yml'

/** What is said of the flow `a` of Git beside these on the server. */
const check = (
  live: readonly (ReturnType<typeof flow> & { readonly exception?: string })[],
  refused = new Set<string>(),
) => {
  const desiredResources = indexDesired([{ ...flow('a'), file: FILE }])
  const liveResources = indexLive(live.map((one) => ({ ...one, revision: 1, isDraft: false })))
  return checkUnreadableFlows({ desiredResources, liveResources }, refused).map(({ severity, file, about }) => [
    severity,
    file,
    about,
  ])
}

describe('a flow that the server cannot parse', () => {
  const exception = 'No plugin'

  it('is an error where Git has the same text, unless the server has said more', () => {
    expect(check([{ ...flow('a'), exception }])).toEqual([['error', FILE, undefined]])
    expect(check([{ ...flow('a'), exception }], new Set([FILE]))).toEqual([])
  })

  it('is a warning where Git has another text or none: one for all', () => {
    expect(
      check([
        { ...flow('a', 'id: a'), exception },
        { ...flow('b'), exception },
      ]),
    ).toEqual([['warning', undefined, ['flow company.team a', 'flow company.team b']]])
  })

  it('is not looked for among those that the server can parse', () => {
    expect(check([flow('a'), flow('b')])).toEqual([])
  })
})
