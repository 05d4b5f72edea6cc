import type { FlowRule } from '../../flow/diagnostic.ts'
import { findSecrets, firstLines } from '../../problem/find-secrets.ts'
import { gitTasksIn } from '../git-tasks.ts'

/** Tasks that bring flows or files from Git to the server by themselves, beside this deployment. */
export const checkMasters: FlowRule = ({ nodes }) =>
  gitTasksIn(nodes)
    .filter(({ does }) => does === 'syncs')
    .map(({ name, namespace, path }) => {
      const where = namespace === undefined ? '' : ` of namespace "${namespace}"`
      const message = `${name} writes the resources${where} from Git as well: two masters for one namespace.`
      return { code: 'two-masters', path: [...path, 'type'], message }
    })

/** Credentials anywhere in the source, comments included. The value is never part of the message. */
export const checkSecrets: FlowRule = ({ document }) =>
  firstLines(findSecrets(document.source)).map((span) => ({
    code: 'possible-secret',
    path: [],
    position: document.positionAt(span),
    message: `This looks like ${span.kind}.`,
  }))

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
