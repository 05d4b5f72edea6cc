import type { ProblemCode } from '../../finding/problem-codes.ts'
import type { DocumentFinding } from '../../flow/document-finding.ts'
import {
  type FileReference,
  findFileReferences,
  findKeyReferences,
  findSecretReferences,
  type KeyReference,
} from '../../flow/external-references.ts'
import type { TextPlace } from '../../flow/function-calls.ts'
import { withParents } from '../../resource/namespace.ts'
import { reportableSecrets } from '../../secrets/find-secrets.ts'
import { didYouMean, nearNames, suggestion } from '../../text/closest-word.ts'
import { isMapValue, neverRuns } from '../../yaml/map-value.ts'
import type { FlowRule, RuleContext } from '../rule-context.ts'
import { locationsOf, type SymbolIndex } from '../symbol-index.ts'

const FILE_CODES = {
  read: 'missing-file',
  'namespace-files': 'missing-include',
  download: 'missing-download',
  address: 'missing-file',
  default: 'missing-file',
} as const satisfies Record<FileReference['via'], ProblemCode>

/** How the sentence about a file ends, by what is known of the file. */
const WHERE = {
  missing: 'is neither in this tree nor on the server',
  deleted: 'is no longer in this tree, and is deleted from the server',
  unknown: 'is not in this tree',
} as const

/**
 * Reports files that a flow names and that neither the tree nor the server has (docs/internals/facts/kestra.md, "What a run finds
 * outside"). It checks `read('path')` and similar functions, addresses such as `nsfile:///path`, and the plain paths of
 * `namespaceFiles.include` and `DownloadFiles`. It skips patterns, because a pattern may match nothing. Files of parent namespaces do not
 * count. The finding is an info if the files on the server were not read.
 */
export const checkFiles: FlowRule = (flow, known) => {
  const nearTo = nearNames()
  return findFileReferences(flow.document, flow.nodes).flatMap((reference): readonly DocumentFinding[] => {
    const { namespace, via, target, isPattern } = reference
    const state = isPattern ? 'found' : known.fileAt(namespace, target)
    if (state === 'found') return []
    const found = missingFinding(flow, reference, {
      code: FILE_CODES[via],
      message: `The file "${target}" of namespace "${namespace}" ${WHERE[state]}.`,
      hint: state === 'deleted' ? undefined : otherFile(reference, known, nearTo),
      about: locationsOf.file(namespace, target),
    })
    return [state === 'unknown' ? { ...found, severity: 'info' } : found]
  })
}

/** A hint that names the likely file: one with the same path in a parent namespace, otherwise one with a similar path. */
const otherFile = (
  { namespace, target }: FileReference,
  known: SymbolIndex,
  nearTo: ReturnType<typeof nearNames>,
): string | undefined => {
  const [, ...above] = withParents(namespace)
  const holder = above.find((name) => known.filesIn(name).includes(target))
  if (holder !== undefined)
    return `The namespace "${holder}" has that file; Kestra does not look into parent namespaces.`
  return didYouMean(nearTo(target, () => known.filesIn(namespace))?.slice(1))
}

/** Adds path, position and severity: a warning if the read always happens, an info if it depends on a condition or never runs. */
const missingFinding = (
  flow: RuleContext,
  reference: TextPlace,
  finding: Pick<DocumentFinding, 'code' | 'message' | 'hint' | 'about'>,
): DocumentFinding => {
  const { path, isConditional } = reference
  const severity = isConditional || neverRuns(flow.value, path) ? 'info' : 'warning'
  return { ...finding, path, position: flow.placeOf(reference), severity }
}

/**
 * Reports keys that a flow reads and that no resource of the tree, no flow of the tree and no namespace of the server provides. Also
 * reports fields that a key-value pair of the tree does not have. These reads fail at run time (docs/internals/facts/kestra.md, "What a run
 * finds outside"). Reports no missing keys if the server was not asked, because flows create most keys.
 */
export const checkKeys: FlowRule = (flow, known) => {
  const nearTo = nearNames()
  const own = flow.document.namespace ?? ''
  return findKeyReferences(flow.document, flow.nodes).flatMap((reference): readonly DocumentFinding[] => {
    const { does, key, namespace, path } = reference
    if (does === 'writes') return []
    if (known.keyAt(namespace, key) !== 'missing') {
      const field = missingField(reference, known.dataAt(namespace, key))
      if (field === undefined || neverRuns(flow.value, path)) return []
      const { offset, written, message, hint } = field
      return [{ code: 'unknown-key-field', path, position: flow.placeOf({ path, offset, written }), message, hint }]
    }
    const near = nearTo(key, () => withParents(namespace).flatMap(known.keysIn))
    const isOfOwn = namespace !== own && withParents(own).flatMap(known.keysIn).includes(key)
    const elsewhere = isOfOwn ? `The namespace of this flow, "${own}", has a key of that name.` : undefined
    return [
      missingFinding(flow, reference, {
        code: 'unknown-key',
        message: `The key "${key}" of namespace "${namespace}" is neither in this tree nor on the server.`,
        hint: didYouMean(near) ?? elsewhere,
        about: locationsOf.key(namespace, key),
      }),
    ]
  })
}

/**
 * The first field that the value of a key does not have. `undefined` if all exist, or if the value at some step is neither text, boolean
 * nor map.
 */
const missingField = ({ key, fields }: KeyReference, value: unknown) => {
  let at = value
  for (const { name, offset } of fields) {
    if (['string', 'boolean'].includes(typeof at)) {
      const message = `The value of the key "${key}" is not a map, so it has no field "${name}".`
      return { offset, written: name, message, hint: undefined }
    }
    if (!isMapValue(at)) return undefined
    if (!Object.hasOwn(at, name)) {
      const message = `The value of the key "${key}" has no field "${name}".`
      return { offset, written: name, message, hint: suggestion(name, Object.keys(at)) }
    }
    at = at[name]
  }
  return undefined
}

/**
 * Reports secrets that a flow reads and that its namespace does not have. The read fails at run time, even with `??`
 * (docs/internals/facts/kestra.md, "Secrets"). Reports nothing if the secrets of the namespace are not known, and an info if an expression
 * computes the name.
 */
export const checkSecretNames: FlowRule = (flow, known) => {
  const nearTo = nearNames()
  return findSecretReferences(flow.document).flatMap((reference): readonly DocumentFinding[] => {
    const { namespace, secret, path } = reference
    const names = known.secretsOf(namespace)
    if (names === undefined) return []
    if (secret === undefined) {
      const message = 'The name of this secret is known only at run time.'
      return [{ code: 'computed-secret', path, position: flow.placeOf(reference), message }]
    }
    if (hasName(names, secret)) return []
    const near = known.isSilent ? undefined : nearTo(secret, () => [...names])
    return [
      missingFinding(flow, reference, {
        code: 'unknown-secret',
        message: `The namespace "${namespace}" has no secret "${secret}".`,
        hint: prefixHint(secret, names, known.isSilent) ?? didYouMean(near),
      }),
    ]
  })
}

/** True if the secret is known. Kestra looks for the name in capitals. */
const hasName = (names: ReadonlySet<string>, secret: string): boolean => {
  const wanted = secret.toUpperCase()
  return names.has(secret) || names.has(wanted) || [...names].some((name) => name.toUpperCase() === wanted)
}

const PREFIX = /^SECRET_/i

const prefixHint = (secret: string, names: ReadonlySet<string>, isSilent: boolean): string | undefined => {
  const bare = secret.replace(PREFIX, '')
  return bare !== secret && (isSilent || hasName(names, bare))
    ? `Write \`secret('${bare}')\`: \`SECRET_\` is only part of the name of the environment variable on the server.`
    : undefined
}

/** Reports credentials anywhere in the source, also in comments. The message never contains the value. */
export const checkSecrets: FlowRule = ({ document }) =>
  reportableSecrets(document.source).map((span) => ({
    code: 'possible-secret',
    path: [],
    position: document.positionAt(span),
    message: `This looks like ${span.kind}.`,
  }))
