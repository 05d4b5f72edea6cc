import type { Summary } from '../plan/plan.ts'

/** What is counted and not listed, in a sentence; none where nothing is left out. */
export const notListed = ({ unchanged, unmanaged }: Summary): readonly string[] => {
  const parts = [
    ...(unchanged > 0 ? [`${unchanged} unchanged`] : []),
    ...(unmanaged > 0 ? [`${unmanaged} on the server only and left alone`] : []),
  ]
  return parts.length === 0 ? [] : [`Not listed: ${parts.join(', ')}.`]
}
