import { type NodePath, walkTexts } from '../yaml/map-value.ts'
import type { YamlDocument } from '../yaml/yaml-document.ts'
import { givenFor, readCalls } from './function-calls.ts'

/** A secret that a flow reads. */
export interface SecretReference {
  readonly namespace: string
  /** `undefined` where only a run can tell. */
  readonly secret: string | undefined
  /** The text that holds the reference. */
  readonly path: NodePath
  /** Where in that text it begins, and how it is written there. */
  readonly offset: number
  readonly written: string
  /** Whether the read happens at all depends on something else. */
  readonly isConditional: boolean
}

const SECRET = new Set(['secret'])
const PARAMETERS = ['key', 'namespace', 'subkey']

/** The secrets that the expressions of a flow read, wherever they stand; left out where a run tells the namespace. */
export const findSecretReferences = (document: YamlDocument): readonly SecretReference[] => {
  const { namespace: own = '' } = document
  const found: SecretReference[] = []
  walkTexts(document.value, (text, path) => {
    for (const call of readCalls(text, SECRET)) {
      const { start: offset, end, isConditional } = call
      const where = givenFor(call, PARAMETERS, 'namespace')
      const namespace = where === undefined || where.expression === 'flow.namespace' ? own : where.text
      if (namespace === undefined || namespace === '') continue
      const secret = givenFor(call, PARAMETERS, 'key')?.text
      const written = text.slice(offset, end)
      found.push({ namespace, secret, path: [...path], offset, written, isConditional })
    }
  })
  return found
}
