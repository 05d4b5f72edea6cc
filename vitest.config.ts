import { defineConfig } from 'vitest/config'

const isCi = process.env['CI'] === 'true'

export default defineConfig({
  test: {
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
          testTimeout: 120_000,
          hookTimeout: 240_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'workflows',
          include: ['__tests__/workflows/**/*.test.ts'],
          globalSetup: ['__tests__/engine/start-engines.ts', '__tests__/workflows/install-act.ts'],
          testTimeout: 120_000,
          hookTimeout: 240_000,
        },
      },
    ],
    allowOnly: !isCi,
    coverage: { provider: 'v8', include: ['src/{plan,render}/**'] },
  },
})
