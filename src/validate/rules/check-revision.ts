import type { FlowRule } from '../flow-rule.ts'

/** A `revision:` in the source: ignored by the server when it is a number, refused otherwise. */
export const checkRevision: FlowRule = ({ value }) => {
  const { revision } = value
  if (revision === undefined || revision === null) return []
  const at = { path: ['revision'], part: 'key' as const }
  if (typeof revision === 'number' && revision >= 1) {
    return [
      { ...at, code: 'revision-in-source', message: 'The server numbers revisions by itself and ignores this line.' },
    ]
  }
  return [
    { ...at, code: 'wrong-shape', message: '`revision` must be a whole number from 1.', hint: 'Remove the line.' },
  ]
}
