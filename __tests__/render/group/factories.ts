import { composeGroup, type GroupOptions } from '../../../src/render/group/compose-group.ts'
import type { GroupSection } from '../../../src/render/group/group-section.ts'

export const COMMITS = ['1'.repeat(40), '2'.repeat(40)] as const

/** A plan that is ready to merge, of a target that is called like its key. */
export const aSection = (key: string, overrides: Partial<GroupSection> = {}): GroupSection => ({
  key,
  name: key,
  place: `${key}.acme.io`,
  runId: 10,
  runAttempt: 1,
  stage: 'planned',
  commit: COMMITS[0],
  state: 'safe',
  words: '1 flow changes',
  risks: { deletions: 0, overwrites: 0 },
  digest: `digest of ${key}`,
  blocks: [{ text: `text of ${key}`, priority: 1 }],
  missing: 0,
  approvedPlan: undefined,
  ...overrides,
})

export const groupOptions = (overrides: Partial<GroupOptions> = {}): GroupOptions => ({
  key: 'g1',
  saltOf: (key) => `${key} #1`,
  hide: (text) => text,
  runUrl: (id, attempt) => `https://github.com/acme/flows/actions/runs/${id}/attempts/${attempt}`,
  ...overrides,
})

export const composed = (sections: readonly GroupSection[], overrides: Partial<GroupOptions> = {}): string =>
  composeGroup(sections, groupOptions(overrides))
