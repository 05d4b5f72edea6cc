/** Reads run at most 8 at a time: enough to hide latency, few enough for a small server. */
const READ_LIMIT = 8

/** Maps in order with at most 8 calls under way; the first failure is thrown after the calls under way have ended. */
export const concurrently = async <T, R>(items: readonly T[], read: (item: T) => Promise<R>): Promise<R[]> => {
  const results: R[] = new Array(items.length)
  let next = 0
  const worker = async (): Promise<void> => {
    for (let index = next++; index < items.length; index = next++) {
      const item = items[index]
      if (item !== undefined) results[index] = await read(item)
    }
  }
  const settled = await Promise.allSettled(Array.from({ length: Math.min(READ_LIMIT, items.length) }, worker))
  const failed = settled.find((outcome) => outcome.status === 'rejected')
  if (failed !== undefined) throw failed.reason
  return results
}
