import { describe, expect, it } from 'vitest'
import { encodeDigests, planDigests } from '../../../src/plan/plan-digests.ts'
import { parseGroup } from '../../../src/render/group/group-marker.ts'
import { mergeSections, renderGroupSection } from '../../../src/render/group/group-section.ts'
import type { CommentOptions } from '../../../src/render/render-comment.ts'
import { planOf } from '../../../src/report/report.ts'
import { PULL_REQUEST } from '../../support/promised-merge.ts'
import { playStory, type Story } from '../../support/shop.ts'
import { expectGolden } from '../expect-golden.ts'
import { commentOptions } from '../factories.ts'
import { CLEAN_UP, DELETES, HEALTH, later, withRefund } from '../stories/golden-case.ts'
import { composed } from './factories.ts'

/** The section of one target that played a story. */
const sectionOf = async (label: string, story: Story, options: Partial<CommentOptions> = {}) => {
  const { report } = await playStory({ ...story, settings: { ...story.settings, label } })
  const plan = planOf(report)
  const digests = plan === undefined ? '' : encodeDigests(planDigests(plan, `${label} #1`))
  const approvedPlan = { runId: 7, isOffline: false, digests }
  const marker = { key: label, runId: 7, runAttempt: 1, approvedPlan, commit: report.commit ?? undefined }
  return renderGroupSection(report, commentOptions({ ...options, marker }))
}

const change = { ...later, ...withRefund }

const cases = [
  {
    name: 'group-promise',
    sections: () => [
      sectionOf('staging', { change }),
      sectionOf('production', { change: { ...change, [CLEAN_UP]: null }, settings: DELETES }),
    ],
  },
  {
    name: 'group-receipt',
    sections: () => {
      const receipt = { stage: 'deployed', pullRequest: PULL_REQUEST } as const
      const withMore = (text: string) => `${text}# one line\n# and one of another pull request\n`
      const edits = { ...change, [HEALTH]: (text: string) => `${text}# one line\n` }
      return [
        sectionOf('staging', { command: 'deploy', change, approved: { edits: change, also: [] } }, receipt),
        sectionOf(
          'production',
          { command: 'deploy', change: { ...change, [HEALTH]: withMore }, approved: { edits, also: [41] } },
          receipt,
        ),
      ]
    },
  },
]

describe('golden files of two targets', () => {
  it.each(cases)('renders $name as committed', async ({ name, sections }) => {
    const text = composed(mergeSections(await Promise.all(sections())))
    expect(parseGroup(text)?.sections).toHaveLength(2)
    // The last line is packed, and another release of zlib may pack it otherwise.
    expectGolden(name, 'rendered.md', `${text.slice(0, text.lastIndexOf('\n')).trimEnd()}\n`)
  })
})
