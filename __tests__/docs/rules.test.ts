import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { checkRules } from '../../src/lint/check-repository-rules.ts'
import { parseConfig } from '../../src/settings/config/config-file.ts'
import { KEYWORDS } from '../../src/settings/config/config-rules.ts'
import { readRules } from '../../src/state/git/tree-settings.ts'
import { aDesiredFlow } from '../lint/offline-problems.ts'
import { aTree } from '../repository/a-tree.ts'

const page = readFileSync('docs/rules.md', 'utf8')

/** Each settings block with the flow below it; the lines that break a rule end with its name. */
const examples = [...page.matchAll(/^```yaml rules\n([\s\S]*?)^```\n\n```yaml breaks\n([\s\S]*?)^```$/gm)].map(
  ([, config = '', flow = '']) => ({ config, flow, name: /id: (\S+)/.exec(config)?.[1] ?? '' }),
)

it('finds the examples of the page', () => {
  expect(examples.map(({ name }) => name)).toEqual(['owner', 'errors', 'fixed-images', 'allowed-types', 'timezone'])
  expect(page.match(/^```yaml/gm)).toHaveLength(2 * examples.length)
})

it.each(examples)('$name is broken on the lines that the page marks, and nowhere else', async ({ config, flow }) => {
  const { config: read, problems } = parseConfig(config)
  expect(problems).toEqual([])
  const { rules } = await readRules(aTree({}), read)
  const marked = flow.split('\n').flatMap((line, index) => {
    const [, rule] = / # ([a-z-]+)$/.exec(line) ?? []
    return rule === undefined ? [] : [`${index + 1} ${rule}`]
  })
  expect(marked.length).toBeGreaterThan(0)
  const broken = checkRules(rules, [aDesiredFlow(flow)])
  expect(broken.map(({ line, message }) => `${line} ${/rule `([a-z-]+)`/.exec(message)?.[1]}`)).toEqual(marked)
})

it('lists the keywords that rules know', () => {
  const [, list = ''] = /^((?:`[^`]+`,?\s)+`[^`]+`)\.$/m.exec(page) ?? []
  expect(list.match(/[^`,\s]+/g)).toEqual([...KEYWORDS.keys()].toSorted())
})
