import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { parsePairs } from '../../src/kinds/key-value/parse-pairs.ts'
import { PAIR_TYPES } from '../../src/kinds/key-value/value/pair.ts'
import { readTree } from '../../src/kinds/read-tree.ts'
import { parseConfig } from '../../src/settings/config/config-file.ts'
import { parseFilesFolders, parseNamespaceMap } from '../../src/settings/namespace-settings.ts'
import { aTree } from '../repository/a-tree.ts'
import { aDashboard } from '../support/a-dashboard.ts'
import { aFlow } from '../support/a-flow.ts'

const page = readFileSync('docs/layouts.md', 'utf8')
const migrating = readFileSync('docs/migrate.md', 'utf8')

interface TreeLine {
  readonly path: string
  readonly meaning: string
}

interface ShownTree {
  readonly name: string
  readonly settings: Readonly<Record<string, string>>
  readonly lines: readonly TreeLine[]
}

/** The blocks of the pages that begin with ```tree, with the settings behind that word. */
const trees: readonly ShownTree[] = [...`${page}\n${migrating}`.matchAll(/^```tree ?(.*)\n([\s\S]*?)\n```$/gm)].map(
  ([, info = '', body = '']) => ({
    name: `${body.split('\n')[0]?.split('→')[0]?.trim()} ${info}`,
    settings: Object.fromEntries(
      info
        .split(' ')
        .filter((word) => word !== '')
        .map((word) => [word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)]),
    ),
    lines: body.split('\n').map((line) => {
      const [path = '', meaning = ''] = line.split('→').map((part) => part.trim())
      return { path, meaning }
    }),
  }),
)

/** What stands in a file so that it means what the page says: a flow with its namespace as before `namespace-map`. */
const contentOf = (
  { path, meaning }: TreeLine,
  map: readonly { from: string; to: string }[],
  said: string | undefined,
): string => {
  const flow = /^flow ([\w.-]+)\/([\w-]+)(, implied)?$/.exec(meaning)
  if (flow !== null) {
    const [, namespace = '', id = '', isImplied] = flow
    const written = said ?? map.find(({ to }) => to === namespace)?.from ?? namespace
    return aFlow({ id, namespace: isImplied === undefined ? written : null })
  }
  const dashboard = /^dashboard ([\w-]+)$/.exec(meaning)
  if (dashboard !== null) return aDashboard({ id: dashboard[1] ?? '' })
  if (meaning.startsWith('key-value')) return 'batch_size: 500\n'
  if (/^ignored: `(.*)`$/.test(meaning)) return /`(.*)`/.exec(meaning)?.[1] ?? ''
  if (meaning.endsWith("another program's")) return 'appId: com.example\n---\n- launchApp\n'
  if (path === 'docker-compose.yml') return 'services: {}\n'
  return path.endsWith('.yml') ? aFlow({ id: 'other', namespace: 'other' }) : 'data'
}

const promised = (lines: readonly TreeLine[]): readonly string[] =>
  lines
    .filter(({ meaning }) => !meaning.startsWith('ignored'))
    .map(({ meaning }) => meaning.replace(/, implied$/, ''))
    .toSorted()

describe('docs/layouts.md and docs/migrate.md', () => {
  it('shows trees', () => {
    expect(trees.length).toBeGreaterThan(12)
  })

  it.each(trees)('reads as the page says: $name', async ({ settings, lines }) => {
    const namespaceMap = parseNamespaceMap(settings['namespace-map']?.split(',') ?? [], [])
    const tree = aTree(
      Object.fromEntries(lines.map((line) => [line.path, contentOf(line, namespaceMap, settings['flows-say'])])),
    )

    const { desired } = await readTree(tree, {
      roots: settings['root']?.split(',') ?? [],
      namespaceFrom: settings['namespace-from'] === 'folder' ? 'folder' : 'yaml',
      files: parseFilesFolders(settings['files']?.split(',') ?? [], []),
      include: settings['include']?.split(','),
      namespaceMap,
      ...(settings['namespace'] !== undefined && { namespace: settings['namespace'] }),
    })

    const found = desired.resources.map(
      ({ kind, namespace, name }) => `${kind} ${namespace}${['flow', 'key-value'].includes(kind) ? '/' : ''}${name}`,
    )
    expect(found.toSorted()).toEqual(promised(lines))
  })

  it('shows key-value pairs of every type, without a fault', () => {
    const [, example = ''] = /^## Key-value pairs[\s\S]*?```yaml\n([\s\S]*?)```/m.exec(page) ?? []
    const { entries, faults } = parsePairs(example)
    expect(faults).toEqual([])
    expect(new Set(entries.map(({ pair }) => pair?.type))).toEqual(new Set(PAIR_TYPES))
  })

  it('shows a .kestra/gitops.yml with every key, and without a fault', () => {
    const [, example = ''] = /^## `\.kestra\/gitops\.yml`[\s\S]*?```yaml\n([\s\S]*?)```/m.exec(page) ?? []
    expect(parseConfig(example).problems).toEqual([])
    const schema: { properties: object } = JSON.parse(readFileSync('docs/gitops.schema.json', 'utf8'))
    expect(Object.keys(parse(example)).toSorted()).toEqual(Object.keys(schema.properties).toSorted())
  })
})
