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

/** By what is known of a file, how the sentence about it ends. */
const WHERE = {
  missing: 'is neither in this tree nor on the server',
  deleted: 'is no longer in this tree, and is deleted from the server',
  unknown: 'is not in this tree',
} as const

/**
 * The files that a flow names and that neither the tree nor the server has: `read('path')` and its like, addresses such as `nsfile:///path`,
 * and the plain paths of `namespaceFiles.include` and `DownloadFiles`. Patterns are not checked: none of them must match. A file of a
 * namespace above does not count (docs/internals/facts/kestra.md, "What a run finds outside"). An info where the server was not asked.
 */
export const checkFiles: FlowRule = (flow, known) => {
  const nearTo = nearNames()
  return findFileReferences(flow.document, flow.nodes).flatMap((reference): readonly DocumentFinding[] => {
    const { namespace, via, target, isPattern } = reference
    const state = isPattern ? 'found' : known.fileAt(namespace, target)
    if (state === 'found') return []
    const found = notThere(flow, reference, {
      code: FILE_CODES[via],
      message: `The file "${target}" of namespace "${namespace}" ${WHERE[state]}.`,
      hint: state === 'deleted' ? undefined : otherFile(reference, known, nearTo),
      about: locationsOf.file(namespace, target),
    })
    return [state === 'unknown' ? { ...found, severity: 'info' } : found]
  })
}

/** Which other file may be meant: the one of that path in a namespace above, else one of nearly that path. */
const otherFile = (
  { namespace, target }: FileReference,
  known: SymbolIndex,
  nearTo: ReturnType<typeof nearNames>,
): string | undefined => {
  const [, ...above] = withParents(namespace)
  const holder = above.find((name) => known.filesIn(name).includes(target))
  if (holder !== undefined)
    return `The namespace "${holder}" has that file; Kestra does not look into namespaces above.`
  return didYouMean(nearTo(target, () => known.filesIn(namespace))?.slice(1))
}

/** Sure to fail is what is read whatever happens. */
const notThere = (
  flow: RuleContext,
  reference: TextPlace,
  finding: Pick<DocumentFinding, 'code' | 'message' | 'hint' | 'about'>,
): DocumentFinding => {
  const { path, isConditional } = reference
  const severity = isConditional || neverRuns(flow.value, path) ? 'info' : 'warning'
  return { ...finding, path, position: flow.placeOf(reference), severity }
}

/**
 * The keys that a flow reads and that neither the tree nor the server has, nor any flow of the tree writes, and the fields that a pair
 * of the tree does not have: the run fails there (docs/internals/facts/kestra.md, "What a run finds outside"). Where the server was not asked
 * nothing is said of keys: most are made by flows.
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
      notThere(flow, reference, {
        code: 'unknown-key',
        message: `The key "${key}" of namespace "${namespace}" is neither in this tree nor on the server.`,
        hint: didYouMean(near) ?? elsewhere,
        about: locationsOf.key(namespace, key),
      }),
    ]
  })
}

/** The first field that the pair does not have; `undefined` where all are there, or what they lead to is a list. */
const missingField = ({ key, fields }: KeyReference, value: unknown) => {
  let at = value
  for (const { name, offset } of fields) {
    if (['string', 'boolean'].includes(typeof at)) {
      const message = `The value of the key "${key}" is no map, so it has no field "${name}".`
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
 * The secrets that a flow reads and that its namespace does not have: the run fails there, whatever `??` says (docs/internals/facts/kestra.md,
 * "Secrets"). Nothing is said of a namespace whose secrets are not known. A name that only a run can tell is an info.
 */
export const checkSecretNames: FlowRule = (flow, known) => {
  const nearTo = nearNames()
  return findSecretReferences(flow.document).flatMap((reference): readonly DocumentFinding[] => {
    const { namespace, secret, path } = reference
    const names = known.secretsOf(namespace)
    if (names === undefined) return []
    if (secret === undefined) {
      const message = 'Which secret this is, only a run can tell.'
      return [{ code: 'computed-secret', path, position: flow.placeOf(reference), message }]
    }
    if (hasName(names, secret)) return []
    const near = known.isSilent ? undefined : nearTo(secret, () => [...names])
    return [
      notThere(flow, reference, {
        code: 'unknown-secret',
        message: `The namespace "${namespace}" has no secret "${secret}".`,
        hint: prefixHint(secret, names, known.isSilent) ?? didYouMean(near),
      }),
    ]
  })
}

/** Kestra looks for a name in capitals. */
const hasName = (names: ReadonlySet<string>, secret: string): boolean => {
  const wanted = secret.toUpperCase()
  return names.has(secret) || names.has(wanted) || [...names].some((name) => name.toUpperCase() === wanted)
}

const PREFIX = /^SECRET_/i

const prefixHint = (secret: string, names: ReadonlySet<string>, isSilent: boolean): string | undefined => {
  const bare = secret.replace(PREFIX, '')
  return bare !== secret && (isSilent || hasName(names, bare))
    ? `Write \`secret('${bare}')\`: \`SECRET_\` belongs to the variable of the server alone.`
    : undefined
}

/** Credentials anywhere in the source, comments included. The value is never part of the message. */
export const checkSecrets: FlowRule = ({ document }) =>
  reportableSecrets(document.source).map((span) => ({
    code: 'possible-secret',
    path: [],
    position: document.positionAt(span),
    message: `This looks like ${span.kind}.`,
  }))
