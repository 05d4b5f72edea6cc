import { watch } from 'node:fs/promises'

/** Runs again whenever a file of a folder changes, until the signal is aborted; returns what the last run did. */
export const again = async <T>(
  run: () => Promise<T>,
  {
    folder,
    signal,
    tell,
  }: { readonly folder: string; readonly signal: AbortSignal; readonly tell: (text: string) => void },
): Promise<T> => {
  for (;;) {
    const result = await run()
    if (signal.aborted) return result
    tell('Waiting for a change; Ctrl-C ends it.')
    await nextChange(folder, signal)
    if (signal.aborted) return result
  }
}

/** An editor writes a file in several steps. */
const QUIET_MS = 250
/** Of tools, not of people. */
const OTHERS = /(?:^|[\\/])(?:\.git|node_modules)(?:[\\/]|$)/

/** Resolves once a file of a folder was changed and nothing changes any more, or the signal is aborted. */
export const nextChange = async (folder: string, signal: AbortSignal): Promise<void> => {
  const ends = new AbortController()
  const either = AbortSignal.any([signal, ends.signal])
  let timer: NodeJS.Timeout | undefined
  try {
    for await (const { filename } of watch(folder, { recursive: true, signal: either })) {
      if (filename !== null && OTHERS.test(filename)) continue
      clearTimeout(timer)
      timer = setTimeout(() => ends.abort(), QUIET_MS)
    }
  } catch (error) {
    if (!either.aborted) throw error
  }
}
