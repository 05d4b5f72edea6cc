import type { YamlDocument } from '../yaml/yaml-document.ts'
import { givenFor, namespaceCalls, type TextPlace } from './function-calls.ts'

/** A secret that a flow reads. */
export interface SecretReference extends TextPlace {
  readonly namespace: string
  /** `undefined` where only a run can tell. */
  readonly secret: string | undefined
}

const SECRET = new Set(['secret'])
const PARAMETERS = ['key', 'namespace', 'subkey']

/** The secrets that the expressions of a flow read, wherever they stand; left out where a run tells the namespace. */
export const findSecretReferences = (document: YamlDocument): readonly SecretReference[] =>
  namespaceCalls(document, SECRET, PARAMETERS).flatMap(({ call, namespace, at }) =>
    namespace === undefined || namespace === ''
      ? []
      : [{ namespace, secret: givenFor(call, PARAMETERS, 'key')?.text, ...at }],
  )
