import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

const isCi = process.env['CI'] === 'true'

// A test must not fail because the machine is busy: these only end a run that hangs. `engine` and `workflows` wait for
// servers and child processes most of the time, so that two workers pay even on two cores.
const UNIT_TIMEOUT_MS = 60_000
const PROCESS_TIMEOUT_MS = 300_000
const timeouts = { testTimeout: PROCESS_TIMEOUT_MS, hookTimeout: PROCESS_TIMEOUT_MS }

export default defineConfig({
  test: {
    maxWorkers: Math.max(2, availableParallelism() - 1),
    testTimeout: UNIT_TIMEOUT_MS,
    hookTimeout: UNIT_TIMEOUT_MS,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['__tests__/**/*.test.ts'],
          exclude: ['__tests__/{engine,scenarios,histories,workflows}/**'],
        },
      },
      {
        extends: true,
        test: {
          name: 'engine',
          include: ['__tests__/{engine,scenarios,histories}/**/*.test.ts'],
          globalSetup: ['__tests__/engine/start-engines.ts'],
          ...timeouts,
        },
      },
      {
        extends: true,
        test: {
          name: 'workflows',
          include: ['__tests__/workflows/**/*.test.ts'],
          globalSetup: ['__tests__/engine/start-engines.ts', '__tests__/workflows/install-act.ts'],
          ...timeouts,
        },
      },
    ],
    allowOnly: !isCi,
    coverage: { provider: 'v8', include: ['src/{plan,render}/**'] },
  },
})
