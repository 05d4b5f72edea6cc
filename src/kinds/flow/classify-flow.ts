import type { Problem } from '../../finding/problem.ts'
import { makeProblem } from '../../finding/problem-codes.ts'
import type { DesiredFlow } from '../../flow/desired-flow.ts'
import { implyNamespace, namespaceEdits, replaceNamespace } from '../../flow/rewrite-namespace.ts'
import { fitsFolder, namespaceOfFolder } from '../../repository/folder-namespaces.ts'
import { folderOf, pathFrom } from '../../repository/tree.ts'
import { isNamespace, mapNamespace, type NamespaceMapping } from '../../resource/namespace.ts'
import { FLOW_ID } from '../../resource/resource.ts'
import { lastSegmentOf } from '../../text/paths.ts'
import type { ParseYaml, YamlDocument } from '../../yaml/yaml-document.ts'
import { fileNameProblems } from '../yaml-resource.ts'
import type { ClassifiedFile } from './flow-folders.ts'
import { tooLargeProblems } from './parse-flow-file.ts'

interface FlowPlace {
  readonly root: string
  readonly isLoose: boolean
  readonly namespaceFolders: ReadonlyMap<string, string>
  /** True if most flows below the root have the namespaces that their folders spell. */
  readonly hasNamedFolders: boolean
  readonly fallbackNamespace: string | undefined
  /** The source of the namespace if both the YAML and the folder give one. */
  readonly namespaceFrom: 'yaml' | 'folder'
}

type ClassifiedFlow = Omit<ClassifiedFile, 'file'>

/**
 * The namespace of a flow file, and the problems of its folder, name and size. The namespace is the one in its text; with
 * `namespace-from: folder` it is that of its folder.
 */
export const classifyFlow = (file: string, document: YamlDocument, place: FlowPlace): ClassifiedFlow => {
  const { id, namespace: stated } = document
  const usesFolder = stated === undefined || (place.namespaceFrom === 'folder' && !place.isLoose)
  const namespace = usesFolder ? (impliedNamespace(file, place) ?? stated) : stated
  const classified = id === undefined || namespace === undefined ? undefined : inNamespace(document, namespace)
  if (classified === undefined) return { flow: { file, document }, problems: [] }
  const { flow, problems } = named(file, classified, place)
  if (classified === document) return { flow, problems }
  const message =
    stated === undefined
      ? `The flow states no namespace; it is deployed to \`${namespace}\`, which its folder or the setting \`namespace\` names.`
      : `The flow states the namespace \`${stated}\`; it is deployed to \`${namespace}\`, which its folder names (\`namespace-from: folder\`).`
  const position = document.positionOf([stated === undefined ? 'id' : 'namespace'])
  const code = stated === undefined ? 'namespace-implied' : 'namespace-of-folder'
  return { flow, problems: [makeProblem(code, { message, file, position }), ...problems] }
}

/** The document with this namespace in its text; `undefined` if the text cannot be changed. */
const inNamespace = (document: YamlDocument, namespace: string): YamlDocument | undefined => {
  if (document.namespace === namespace) return document
  return document.namespace === undefined ? implyNamespace(document, namespace) : replaceNamespace(document, namespace)
}

const impliedNamespace = (file: string, place: FlowPlace): string | undefined => {
  const { root, isLoose, namespaceFolders, fallbackNamespace } = place
  const folder = isLoose ? undefined : namespaceOfFolder(file, root, namespaceFolders)
  if (folder === undefined) return fallbackNamespace
  const isWhole = folder.isStated || (place.hasNamedFolders && place.namespaceFrom === 'yaml')
  if (isWhole || fallbackNamespace === undefined) return folder.namespace
  return `${fallbackNamespace}.${folder.namespace}`
}

const named = (file: string, document: YamlDocument, place: FlowPlace): ClassifiedFlow => {
  const { id = '', namespace = '' } = document
  const flow: DesiredFlow = { namespace, id, file, document }
  return {
    flow,
    problems: [
      ...folderProblems(flow, place),
      ...stemProblems(flow),
      ...tooLargeProblems(file, Buffer.byteLength(document.source)),
    ],
  }
}

const folderProblems = (flow: DesiredFlow, place: FlowPlace): Problem[] => {
  if (place.isLoose || place.namespaceFrom === 'folder') return []
  const folder = namespaceOfFolder(flow.file, place.root, place.namespaceFolders)
  if (folder === undefined || !(folder.isStated || place.hasNamedFolders)) return []
  if (fitsFolder(flow.namespace, folder) || !isNamespace(flow.namespace)) return []
  const message = `The flow's namespace is \`${flow.namespace}\`, its folder is named after \`${folder.namespace}\`. The YAML decides.`
  const position = flow.document.positionOf(['namespace'])
  return [makeProblem('folder-namespace-mismatch', { message, file: flow.file, position })]
}

/**
 * The names that a flow's file may have. Push and old exports write `<ns>.<id>`, exports since 0.21 `<ns>-<id>` and Kestra's folder watcher
 * `<tenant>_<ns>_<id>` (docs/internals/facts/kestra.md, "Export").
 */
export const stemsOf = (
  { namespace, id }: { readonly namespace: string; readonly id: string },
  tenant = 'main',
): readonly string[] => [id, `${namespace}.${id}`, `${namespace}-${id}`, `${tenant}_${namespace}_${id}`]

/** Reports a file name that does not fit the flow. The name may contain any tenant. An invalid id is reported elsewhere. */
const stemProblems = (flow: DesiredFlow): readonly Problem[] => {
  const [tenant] = lastSegmentOf(flow.file).split(`_${flow.namespace}_`)
  const names = stemsOf(flow, tenant || undefined)
  return FLOW_ID.test(flow.id) ? fileNameProblems(flow, { noun: 'flow', id: flow.id, names }) : []
}

/**
 * One warning for the flows of a folder `_flows` whose subfolders do not spell the end of their namespaces. git.SyncFlows uses the folders
 * and ignores the namespace in the YAML.
 */
export const syncedByFolder = (
  root: string,
  flows: readonly { readonly file: string; readonly namespace: string }[],
  namespaceFrom: FlowPlace['namespaceFrom'] = 'yaml',
): Problem[] => {
  if (lastSegmentOf(root) !== '_flows' || namespaceFrom === 'folder') return []
  const other = flows.flatMap(({ file, namespace }) => {
    const folder = folderOf(pathFrom(root, file)).replaceAll('/', '.')
    const fits = folder === '' || fitsFolder(namespace, { namespace: folder, isStated: false })
    return fits ? [] : [{ file, namespace, folder }]
  })
  const [first] = other
  if (first === undefined) return []
  const more = other.length === 1 ? '' : ` (and ${other.length - 1} more)`
  const message = `\`${first.file}\`${more} is deployed to \`${first.namespace}\`, the namespace in its YAML; git.SyncFlows uses the folder instead and would have deployed it to \`<targetNamespace>.${first.folder}\`.`
  return [makeProblem('namespace-not-of-folder', { message, file: first.file })]
}

/** True if at least two flows, and most flows in subfolders of `root`, have the namespace that the folder path spells. */
export const hasNamedFolders = (
  root: string,
  flows: readonly { readonly file: string; readonly namespace: string }[],
) => {
  const inFolders = flows.filter(({ file }) => isNamespace(folderOf(pathFrom(root, file)).replaceAll('/', '.')))
  const fitting = inFolders.filter(({ file, namespace }) => {
    const folder = namespaceOfFolder(file, root, new Map())
    return folder !== undefined && fitsFolder(namespace, folder)
  })
  return fitting.length >= 2 && fitting.length * 2 > inFolders.length
}

/** The flow with `namespace-map` applied. Positions refer to the file, which is not changed. */
export const mapFlow = (
  flow: DesiredFlow,
  mappings: readonly NamespaceMapping[],
  parse: ParseYaml | undefined,
): DesiredFlow => {
  if (mappings.length === 0) return flow
  const document = flow.document.withEdits(namespaceEdits(flow.document, mappings), parse)
  if (document === flow.document) return flow
  return { ...flow, namespace: mapNamespace(flow.namespace, mappings), document }
}
