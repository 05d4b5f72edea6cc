import type { SettingsReader } from './inputs/raw-settings.ts'

/** The preview of one pull request. */
export interface Preview {
  /** Every namespace that it writes to is one of Git behind this and a dot. */
  readonly prefix: string
  /** The pull request is closed: all of the preview goes. */
  readonly isEnding: boolean
  /** What the tree may hold, by the names of Git: the input `namespaces`. */
  readonly namespaces: readonly string[]
}

/** What the namespaces of the preview of a pull request begin with. */
export const previewPrefix = (pullRequest: number): string => `pr-${pullRequest}`

/** The pull request whose preview a namespace is of; `undefined` of every other namespace. */
export const pullRequestOfPreview = (namespace: string): number | undefined => {
  const number = /^pr-([1-9]\d{0,9})(?:\.|$)/.exec(namespace)?.[1]
  return number === undefined ? undefined : Number(number)
}

/** The input. Of which pull request, only the event tells. */
export const parsePreview = (read: SettingsReader, problems: string[]) => {
  const isForPreviews = read.boolean('preview')
  if (isForPreviews && !read.boolean('record'))
    problems.push(
      '"preview" needs the deployment record: without it nothing proves what may be removed. Leave out "record".',
    )
  return { isForPreviews, preview: undefined }
}
