import { describe, expect, it } from 'vitest'
import { readTree } from '../../src/kinds/read-tree.ts'
import { resourceKey } from '../../src/resource/resource.ts'
import { lostResources } from '../../src/state/lost-resources.ts'
import { aTree } from '../repository/a-tree.ts'
import { aDashboard } from '../support/a-dashboard.ts'
import { aFlow } from '../support/a-flow.ts'

const readingOf = async (files: Readonly<Record<string, string>>) => {
  const tree = aTree(files)
  return { tree, ...(await readTree(tree, { roots: [], namespaceMap: [] })) }
}

const a = aFlow({ id: 'a' })
const b = aFlow({ id: 'b' })

/** Messages, where `before` was the base and `now` is the tree, or `before` is what the record knows. */
const lost = async (before: Readonly<Record<string, string>>, now: Readonly<Record<string, string>>) => {
  const [was, is] = [await readingOf(before), await readingOf(now)]
  const recorded = new Map(was.desired.resources.map((resource) => [resourceKey(resource), { file: resource.file }]))
  const ofBase = lostResources({ ...is, baseResources: was.desiredResources }, new Map())
  const ofRecord = lostResources({ ...is, baseResources: undefined }, recorded)
  expect(ofBase).toEqual(ofRecord)
  return ofBase.map(({ file, code, message }) => `${file} ${code} ${message}`)
}

describe('a file that held a resource before', () => {
  it.each([
    ['is emptied', '# nothing'],
    ['became another thing', 'services: {}\n'],
    ['became a template', 'id: {{ id }}\nnamespace: x\ntasks: []\n'],
  ])('is an error when it %s', async (_, text) => {
    expect(await lost({ 'a.yml': a, 'b.yml': b }, { 'a.yml': text, 'b.yml': b })).toEqual([
      'a.yml meant-as-flow This file held the flow company.team.a, and no longer holds one.',
    ])
  })

  it('is told by its kind where it held a dashboard', async () => {
    const before = { 'a.yml': a, 'dashboards/sales.yml': aDashboard({ id: 'sales' }) }
    expect(await lost(before, { ...before, 'dashboards/sales.yml': 'panels: []\n' })).toEqual([
      'dashboards/sales.yml meant-as-flow This file held the dashboard sales, and no longer holds one.',
    ])
  })

  it.each<readonly [string, Readonly<Record<string, string>>]>([
    ['it holds another flow', { 'a.yml': aFlow({ id: 'c' }), 'b.yml': b }],
    ['the flow moved', { 'a.yml': 'services: {}\n', 'c.yml': a, 'b.yml': b }],
    ['it is deleted', { 'b.yml': b }],
    ['it is hidden', { 'a.yml': a, 'b.yml': b, '.kestraignore': 'a.yml\n' }],
    ['it is hidden and broken', { 'a.yml': 'id: [a\n', 'b.yml': b, '.kestraignore': 'a.yml\n' }],
    ['it is hidden and emptied', { 'a.yml': '', 'b.yml': b, '.kestraignore': 'a.yml\n' }],
    ['an error says what is wrong in it', { 'a.yml': a.replace('tasks', 'taks'), 'b.yml': b }],
  ])('is none when %s', async (_, now) => {
    expect(await lost({ 'a.yml': a, 'b.yml': b }, now)).toEqual([])
  })
})
