import { watch } from 'node:fs/promises'

/** Runs once, and again whenever a file of a folder changes, until the signal is aborted. Returns the result of the last run. */
export const runOnEveryChange = async <T>(
  run: () => Promise<T>,
  {
    folder,
    signal,
    announce,
  }: { readonly folder: string; readonly signal: AbortSignal; readonly announce: (text: string) => void },
): Promise<T> => {
  for (;;) {
    const result = await run()
    if (signal.aborted) return result
    announce('Waiting for a change. Press Ctrl-C to stop.')
    await nextChange(folder, signal)
    if (signal.aborted) return result
  }
}

/** Editors write a file in several steps, so a change counts after this time without another one. */
const QUIET_MS = 250
/** Folders that programs change. */
const IGNORED = /(?:^|[\\/])(?:\.git|node_modules)(?:[\\/]|$)/

/** Resolves after a file of a folder changed and no further change followed for `QUIET_MS`, or when the signal is aborted. */
export const nextChange = async (folder: string, signal: AbortSignal): Promise<void> => {
  const ends = new AbortController()
  const either = AbortSignal.any([signal, ends.signal])
  let timer: NodeJS.Timeout | undefined
  try {
    for await (const { filename } of watch(folder, { recursive: true, signal: either })) {
      if (filename !== null && IGNORED.test(filename)) continue
      clearTimeout(timer)
      timer = setTimeout(() => ends.abort(), QUIET_MS)
    }
  } catch (error) {
    if (!either.aborted) throw error
  }
}
