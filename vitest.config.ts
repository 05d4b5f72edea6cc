import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

const isCi = process.env['CI'] === 'true'

// A test must not fail because the machine is busy: this only ends one that hangs.
const TIMEOUT_MS = 900_000

/**
 * Slow test files without a server, each with the reason and the seconds of one worker on two quiet cores. `npm run test:fast`
 * skips them.
 */
const SLOW = {
  'commands/memory': 'three processes over repositories of thousands of flows and files (14)',
  'yaml/hostile-size': 'flows of 4,000 keys, as often as their growth takes to be seen (4)',
  'fuzz/fuzz': '150 inputs for each reader of foreign bytes (7)',
  'github/github-faults': 'five jobs whose requests meet a third of the faults each; some faults take their time (55)',
  'github/group-comment': 'jobs that share a comment, their calls in every order (7)',
  'github/merged-pull-requests': 'merges with every button, in repositories of their own (5)',
  'kestra/connection': 'certificates, proxies and servers that do not answer in time (9)',
  'kinds/many-folders': 'trees of 4,000 teams in seven layouts (6)',
  'render/hostile': 'a thousand reports of tricks, up to a megabyte, in every way to show one (15)',
  'lint/hostile-flows': 'each key and each value of real flows replaced (7)',
}
/** What takes longest, first: begun in the end it would keep one worker busy while the others have nothing left to do. */
const LONGEST = [
  'scenarios/any-server',
  'scenarios/faults/server-faults',
  'engine/contract',
  'workflows/scale',
  'workflows/receipt',
  'engine/oracle/oracle',
  'workflows/documented',
  'engine/executions-contract',
  'workflows/promise',
  'workflows/events',
  'scenarios/export-round-trip',
  'workflows/comment-group',
  'scenarios/corpus',
  'workflows/recipes',
  'histories/histories',
  'workflows/promise-kept',
  'scenarios/advice',
  'scenarios/preview-runs-nothing',
]

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rankOf = ({ moduleId }: TestSpecification): number => {
      const rank = LONGEST.findIndex((name) => moduleId.endsWith(`/__tests__/${name}.test.ts`))
      return rank === -1 ? LONGEST.length : rank
    }
    return (await super.sort(files)).sort((a, b) => rankOf(a) - rankOf(b))
  }
}

const slow = Object.keys(SLOW).map((name) => `__tests__/${name}.test.ts`)

export default defineConfig({
  test: {
    // No test leaves in a module what another one sees: to load all of them anew for each file took half of its processor time.
    isolate: false,
    sequence: { sequencer: LongestFirst },
    // Most tests wait for servers and child processes, so that three workers pay even on two cores.
    maxWorkers: Math.max(3, availableParallelism() - 1),
    testTimeout: TIMEOUT_MS,
    hookTimeout: TIMEOUT_MS,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['__tests__/**/*.test.ts'],
          exclude: ['__tests__/{engine,scenarios,histories,workflows,browser}/**', ...slow],
        },
      },
      { extends: true, test: { name: 'slow', include: slow } },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['__tests__/browser/**/*.test.ts'],
          globalSetup: ['__tests__/browser/install-chromium.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'engine',
          include: ['__tests__/{engine,scenarios,histories}/**/*.test.ts'],
          globalSetup: ['__tests__/engine/start-engines.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'workflows',
          include: ['__tests__/workflows/**/*.test.ts'],
          globalSetup: ['__tests__/engine/start-engines.ts', '__tests__/workflows/install-tools.ts'],
        },
      },
    ],
    allowOnly: !isCi,
    coverage: { provider: 'v8', include: ['src/{plan,render}/**'] },
  },
})
