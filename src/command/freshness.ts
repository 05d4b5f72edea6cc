/** For so long a look at the server counts as a look at now: most deploys are over by then. */
const FRESH_MS = 5000

/** Starts with a run; the function that comes back is true while what the run has read is fresh. `now` in milliseconds. */
export const startFreshness = (now: () => number): (() => boolean) => {
  const started = now()
  return () => now() - started < FRESH_MS
}
