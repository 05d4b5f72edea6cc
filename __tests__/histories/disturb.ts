import { cancelled } from '../../src/state/run-options.ts'
import type { Fate, Passing } from '../support/gateway.ts'
import type { Disturbance, ServerEdit } from './step.ts'

/** A disturbance at work. */
export interface Disturbed {
  readonly decide: (passing: Passing) => Promise<Fate>
  readonly signal: AbortSignal
  /** False when the run ended before it could happen. */
  hasHappened(): boolean
  /** The process is gone: what the run tells afterwards, nobody hears. */
  isKilled(): boolean
}

type Act = ServerEdit | 'deploy-head' | 'deploy-older'

/** Makes a disturbance happen when its request comes by. `meanwhile` does what others do. */
export const disturb = (disturbance: Disturbance, meanwhile: (act: Act) => Promise<void>): Disturbed => {
  const abort = new AbortController()
  let happened = false
  const here = (earlier: Fate): Fate => {
    happened = true
    return earlier
  }
  const decide = async (passing: Passing): Promise<Fate> => {
    const { nth, nthWrite } = passing
    switch (disturbance.kind) {
      case 'none':
        return 'passed'
      case 'kill':
      case 'outage':
        if (nth < disturbance.nth) return 'passed'
        return here(nth === disturbance.nth && disturbance.isCarriedOut ? 'lost' : 'refused')
      case 'cancel':
        if (nth === disturbance.nth) abort.abort(cancelled())
        return nth >= disturbance.nth ? here('passed') : 'passed'
      case 'fault':
        if (nthWrite < disturbance.nthWrite || nthWrite >= disturbance.nthWrite + disturbance.count) return 'passed'
        return here(disturbance.isCarriedOut ? 'lost' : 'refused')
      case 'meanwhile':
        if (nthWrite !== disturbance.nthWrite || happened) return 'passed'
        happened = true
        await meanwhile(disturbance.act)
        return 'passed'
    }
  }
  return {
    decide,
    signal: abort.signal,
    hasHappened: () => happened,
    isKilled: () => disturbance.kind === 'kill' && happened,
  }
}
