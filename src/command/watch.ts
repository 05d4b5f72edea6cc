import { nextChange } from '../workspace/next-change.ts'

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
