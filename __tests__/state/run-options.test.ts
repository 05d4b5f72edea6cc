import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { endOfRun } from '../../src/state/run-options.ts'

const MINUTE = 60_000

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('the end of a run', () => {
  it('comes when somebody cancels it', () => {
    let cancel = (): void => undefined
    const signal = endOfRun((end) => {
      cancel = end
    })
    expect(signal.aborted).toBe(false)
    cancel()
    expect(signal.reason).toMatchObject({
      reason: 'cancelled',
      message: expect.stringMatching(/^The run was cancelled/),
    })
  })

  it('comes after an hour, and not before', () => {
    const signal = endOfRun(() => undefined)
    vi.advanceTimersByTime(60 * MINUTE - 1)
    expect(signal.aborted).toBe(false)
    vi.advanceTimersByTime(1)
    expect(signal.reason).toMatchObject({ reason: 'run-too-long', message: expect.stringMatching(/within 60 minutes/) })
  })
})
