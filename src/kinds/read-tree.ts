import type { Problem } from '../finding/problem.ts'
import { makeProblem } from '../finding/problem-codes.ts'
import { findLayout } from '../repository/find-layout.ts'
import { skippedFolderOf } from '../repository/folder-names.ts'
import { type HiddenPaths, readIgnoreFiles } from '../repository/kestra-ignore.ts'
import { isBelow, isYaml, normalizeRoot, type Tree } from '../repository/tree.ts'
import { evidenceOf, type TreeEvidence } from '../repository/tree-evidence.ts'
import type { Desired } from '../resource/desired.ts'
import { mapNamespace } from '../resource/namespace.ts'
import { type ResourceKind, resourceKey } from '../resource/resource.ts'
import type { ResourceMap } from '../resource/resource-state.ts'
import type { ReadDocument, ReadFlows, TreePart, TreeSearch, TreeSettings } from './kind-in-tree.ts'
import { indexDesired, kindEntries } from './kinds.ts'

/** The contents of a tree. */
export interface TreeContents extends ReadFlows {
  readonly desired: Desired
  /** Its resources by key, for the comparison with other states. */
  readonly desiredResources: ResourceMap
  /** Duplicates, refused paths, oversize flows, mismatches, YAML files that are not flows. Does not include findings inside flows. */
  readonly problems: readonly Problem[]
  readonly documents: readonly ReadDocument[]
}

/**
 * Reads a whole tree, kind by kind: the resources that the server should have, their files, and the problems of paths and names. Lint rules
 * report problems inside flows. Throws only if the tree cannot be read.
 */
export const readTree = async (tree: Tree, settings: TreeSettings): Promise<TreeContents> =>
  await readWithout(new Set(), tree, settings)

/** Reads the tree again without each root that turns out to be unrelated, since it may have hidden relevant files. */
const readWithout = async (
  unrelated: ReadonlySet<string>,
  tree: Tree,
  settings: TreeSettings,
): Promise<TreeContents> => {
  const layout = findLayout(tree.paths, settings, unrelated)
  const fileRoots = layout.fileRoots.map(({ root }) => root)
  const isHidden = await readIgnoreFiles(tree, { fileRoots, patterns: settings.exclude ?? [] })
  const search = { layout, isHidden, settings, scopeAt }
  const { parts, evidence } = await readParts(tree, search)
  const known = new Set([...unrelated, ...all(parts, 'unrelated')])
  if (known.size > unrelated.size) return await readWithout(known, tree, settings)
  const inFolders = [...evidence.namespaceFolders.values()].map((folder) => mapNamespace(folder, settings.namespaceMap))
  const problems = [...layout.missingRoots.map((root) => rootMissing(root, tree)), ...misnamedProblems(tree, search)]
  const flows = [...parts.values()].find((part) => part.flows !== undefined)?.flows
  const desired = whole(parts, inFolders, isHidden)
  return {
    ...(flows ?? { flows: [], brokenFlows: [], suites: [] }),
    desired,
    desiredResources: indexDesired(desired.resources),
    problems: [...problems, ...all(parts, 'problems')],
    documents: all(parts, 'documents'),
  }
}

const readParts = async (
  tree: Tree,
  search: Omit<TreeSearch, 'evidence'>,
): Promise<{ readonly parts: Parts; readonly evidence: TreeEvidence }> => {
  const parts = new Map<ResourceKind, TreePart>()
  let evidence = evidenceOf(new Map(), [])
  for (const [kind, { readTree: readPart }] of kindEntries()) {
    const part = await readPart(tree, { ...search, evidence })
    parts.set(kind, part)
    evidence = part.evidence ?? evidence
  }
  return { parts, evidence }
}

const scopeAt = (file: string) => kindEntries().find(([, { isPlace }]) => isPlace(file))?.[1].scope

type Parts = ReadonlyMap<ResourceKind, TreePart>

/** Merges the parts. `inFolders`: the namespaces that folders of the tree represent. */
const whole = (parts: Parts, inFolders: readonly string[], isHidden: HiddenPaths): Desired => {
  const resources = all(parts, 'resources')
  const broken = all(parts, 'broken')
  const skipped = all(parts, 'skipped')
  const unreadable = all(parts, 'unreadable')
  return {
    resources,
    broken,
    layout: all(parts, 'roots'),
    unreadable,
    ignored: new Set(skipped.map(resourceKey)),
    hides: (name) => parts.get(name.kind)?.hides(name) ?? false,
    hidesPath: isHidden,
    namespaces: new Set([...resources.map(({ namespace }) => namespace).filter((name) => name !== ''), ...inFolders]),
    isEmpty: resources.length + broken.length + skipped.length + unreadable.length === 0,
  }
}

type ListField = Exclude<keyof TreePart, 'hides' | 'evidence' | 'flows'>

const all = <K extends ListField>(parts: Parts, field: K): TreePart[K][number][] =>
  [...parts.values()].flatMap((part): TreePart[K][number][] => [...part[field]])

const rootMissing = (root: string, { paths }: Tree): Problem => {
  const message = paths.includes(root)
    ? `The root \`${root}\` is a file. Set \`root\` to its folder.`
    : `The root \`${root}\` does not exist, or Git tracks no file in it.`
  return makeProblem('root-missing', { message })
}

/**
 * An error for each path that is not valid UTF-8 and may be intended for the server: in a folder of flows or files, a YAML file, or a folder
 * that cannot be listed. These errors stop the deploy, so no resource in these files counts as deleted.
 */
const misnamedProblems = (
  { misnamed = [] }: Tree,
  { layout, isHidden, settings }: Omit<TreeSearch, 'evidence'>,
): readonly Problem[] => {
  const found = [...layout.flowRoots, ...layout.fileRoots].map(({ root }) => root)
  const asked = settings.roots.map(normalizeRoot)
  const mayCount = (path: string): boolean =>
    found.some((root) => isBelow(root, path)) ||
    ((isYaml(path) || path.endsWith('/')) && skippedFolderOf(path, '') === undefined)
  return [...new Set(misnamed)]
    .filter((path) => (asked.length === 0 || asked.some((root) => isBelow(root, path))) && mayCount(path))
    .filter((path) => !isHidden(path))
    .toSorted()
    .map((path) =>
      makeProblem('name-not-utf-8', {
        message: `The name of this ${path.endsWith('/') ? 'folder' : 'file'} contains bytes that are not valid UTF-8 (shown as \`\uFFFD\`). It was not read.`,
        file: path.replace(/\/$/, ''),
      }),
    )
}
