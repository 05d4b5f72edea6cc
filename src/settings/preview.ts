import type { Settings } from './settings.ts'

/** What the namespaces of the preview of a pull request begin with. */
export const previewPrefix = (pullRequest: number): string => `pr-${pullRequest}`

/** The pull request whose preview a namespace is of; `undefined` of every other namespace. */
export const pullRequestOfPreview = (namespace: string): number | undefined => {
  const number = /^pr-([1-9]\d{0,9})(?:\.|$)/.exec(namespace)?.[1]
  return number === undefined ? undefined : Number(number)
}

/**
 * The settings of a job for the preview of one pull request: it reads and writes nothing outside of the namespaces with the
 * prefix, Git wins there over every edit, what its record proves to be of the preview and Git no longer has goes, and what
 * somebody else put there is never taken over. Nobody promised anything.
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
      // All of a namespace may go, and a push may take commits back.
      isByHand: true,
      refusesAdoption: true,
    },
  }
}
