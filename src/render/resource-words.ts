import type { DriftCause, PlannedResource } from '../plan/plan.ts'

const CAUSE_WORDS: Readonly<Record<DriftCause, string>> = {
  edited: 'edited on the server since the last deploy',
  disabled: 'disabled on the server',
  enabled: 'enabled on the server',
  deleted: 'deleted on the server',
  behind: 'the server holds an older commit of this file: a deploy was missed',
  draft: 'saved on the server as a draft, which does not run',
}

/** All that is to be said of one resource, each a sentence in words (backticks delimit code), the cause first. */
export const resourceWords = (resource: PlannedResource): readonly string[] => {
  const { cause, words, note } = resource
  const sentences = [
    ...(cause === undefined ? [] : [CAUSE_WORDS[cause]]),
    ...movedWords(resource),
    ...words,
    ...(note === undefined ? [] : [note]),
  ]
  return [...new Set(sentences)]
}

/** True when the resource has a new name on the server, not only a new place in Git. */
export const isRenamed = ({ movedFrom, namespace, name }: PlannedResource): boolean =>
  movedFrom !== undefined && ((movedFrom.name ?? name) !== name || (movedFrom.namespace ?? namespace) !== namespace)

const movedWords = (resource: PlannedResource): readonly string[] =>
  isRenamed(resource) || resource.movedFrom?.file === undefined ? [] : [`moved from \`${resource.movedFrom.file}\``]
