import type { Settings } from './settings.ts'

/** The prefix of the namespaces of a pull request's preview. */
export const previewPrefix = (pullRequest: number): string => `pr-${pullRequest}`

/** The number of the pull request whose preview contains a namespace; `undefined` for other namespaces. */
export const pullRequestOfPreview = (namespace: string): number | undefined => {
  const number = /^pr-([1-9]\d{0,9})(?:\.|$)/.exec(namespace)?.[1]
  return number === undefined ? undefined : Number(number)
}

/**
 * The settings of a job for the preview of one pull request.
 * - It reads and writes only namespaces with the prefix.
 * - Git overwrites every edit there.
 * - It deletes what its record lists and Git no longer has.
 * - It never adopts resources of others.
 * - No approved plan is required.
 */
export const settingsOfPreview = (settings: Settings, pullRequest: number, isEnding: boolean): Settings => {
  const prefix = previewPrefix(pullRequest)
  return {
    ...settings,
    preview: { prefix, isEnding, namespaces: settings.namespaces },
    namespaces: [prefix],
    label: settings.label === undefined ? `preview ${prefix}` : `${settings.label}, preview ${prefix}`,
    requiresApprovedPlan: false,
    takesOver: [],
    policy: {
      ...settings.policy,
      whenMissing: 'delete',
      onDrift: 'overwrite',
      onDriftOf: {},
      maxDeletes: Number.MAX_SAFE_INTEGER,
      // A preview may empty a namespace and go back to an older commit.
      isByHand: true,
      refusesAdoption: true,
    },
  }
}
