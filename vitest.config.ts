import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

const isCi = process.env['CI'] === 'true'

// A test must not fail because the machine is busy: this only ends one that hangs.
const TIMEOUT_MS = 300_000

export default defineConfig({
  test: {
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
          exclude: ['__tests__/{engine,scenarios,histories,workflows,browser}/**'],
        },
      },
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
