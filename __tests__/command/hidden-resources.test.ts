import { expect, it } from 'vitest'
import { planOf } from '../../src/command/report.ts'
import { playStory } from '../hands/shop.ts'

it('remembers what was deployed to a namespace of which everything is hidden by now', async () => {
  const { report } = await playStory({
    has: () => false,
    deployed: { 'acme.prod/kv.yml': 'limit: 1\n' },
    pending: { '.kestraignore': 'acme.prod/\n' },
  })
  expect(planOf(report)?.resources).toMatchObject([
    { kind: 'key-value', namespace: 'acme.prod', name: 'limit', change: 'delete', action: 'none' },
  ])
})
