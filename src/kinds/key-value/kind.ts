import { findKeyReferences, type KeyReference } from '../../flow/external-references.ts'
import { callerNames } from '../describe-change.ts'
import { DEFAULT_KIND, type Kind } from '../kind.ts'
import { describePairChange } from './describe-change.ts'
import { secretsInPair } from './secrets.ts'
import { KEY_VALUE_IN_TREE } from './tree.ts'
import { fingerprintOfPair, isKey, isRouteKey, pairOf } from './value/pair.ts'

const namedBy =
  (does: KeyReference['does']): Kind['readBy'] =>
  (flow) =>
    findKeyReferences(flow).flatMap((found) =>
      found.does === does ? [{ namespace: found.namespace, name: found.key }] : [],
    )

/** Key-value pairs, identified by namespace and key. Their type and value are compared. */
export const KEY_VALUE: Kind = {
  ...DEFAULT_KIND,
  ...KEY_VALUE_IN_TREE,
  noun: 'key-value pair',
  fullNoun: 'key-value pair',
  scope: 'namespace',
  recordGroup: 'keyValues',
  rank: 0,
  displayName: ({ namespace, name }) => `${namespace}:${name}`,
  credentialsIn: secretsInPair,
  // docs/internals/facts/kestra.md, "Key-value store".
  uiPath: ({ namespace }) => `namespaces/edit/${encodeURIComponent(namespace)}/kv`,
  isName: isKey,
  isRouteName: isRouteKey,
  fingerprint: fingerprintOfPair,
  describeChange: describePairChange,
  brokenCallers: ({ after, callers }) => (after === undefined ? callerNames(callers) : []),
  dataOf: (content) => pairOf(content).value,
  readBy: namedBy('reads'),
  isInherited: true,
  writtenBy: namedBy('writes'),
  referable: ({ listed }) => ({
    keys: new Map([...listed].map(([namespace, pairs]) => [namespace, new Set(pairs.map(({ name }) => name))])),
  }),
  describeRename: () => ['flows that read the old key with `kv()` must be updated'],
}
