/**
 * What a flow of the server may name, told from its text alone: sound but not sharp. False means that parsing it would find no such
 * reference, so that of a tenant's thousands of flows only those are parsed that may name something (docs/performance.md).
 */
type MayName = (source: string) => boolean

// In double quotes an escape may spell any word, and one at the end of a line joins the next to it.
const ESCAPES = /\\[xuU\r\n]/

const holding =
  (words: RegExp): MayName =>
  (source) =>
    words.test(source) || ESCAPES.test(source)

/** Flows that it calls or listens to: the types of `flow-references.ts`. */
export const mayNameFlows: MayName = holding(/Subflow|\.Flow\b|ForEachItem|ExecutionFlow|ExecutionNamespace/)

/** Keys of a key-value store: `kv('…')` and the tasks of that name. */
export const mayNameKeys: MayName = holding(/kv/)

/** Git: the types of `git-tasks.ts`. */
export const mayNameGit: MayName = holding(/io\.kestra\.plugin\.(?:ee\.)?git\./)
