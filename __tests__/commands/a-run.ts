import { parseSettings } from '../../src/settings/settings.ts'
import { LOCAL_RUN, type RunOptions } from '../../src/state/run-options.ts'

/** A plan of `directory` without a server and a base, told to nobody, by a clock that stands still. */
export const aRun = (directory: string, overrides: Partial<RunOptions> = {}): RunOptions => ({
  settings: parseSettings({}),
  command: 'plan',
  directory,
  repository: 'acme/flows',
  runName: '1',
  base: { kind: 'unknown', why: 'not asked' },
  trustedConfig: 'tree',
  ...LOCAL_RUN,
  log: { info: () => undefined, progress: () => undefined, reading: () => undefined },
  runtime: { signal: new AbortController().signal, now: () => 0 },
  ...overrides,
})
