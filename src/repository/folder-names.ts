import { lastSegmentOf } from '../text/paths.ts'
import { belowIn, foldersAbove, isYaml, pathFrom } from './tree.ts'

const FLOW_FOLDERS = new Set(['flows', '_flows', 'subflows', '_subflows', 'kestra-flows'])
const FILE_FOLDERS = new Set(['files', '_files', 'namespace-files', 'namespace_files', 'scripts'])

/** True for the name of a flows or files folder. */
export const isNamedAsRoot = (name: string): boolean => FLOW_FOLDERS.has(name) || FILE_FOLDERS.has(name)

/** True if the last part of a path is the name of a flows folder. */
export const isNamedAsFlows = (folder: string): boolean => FLOW_FOLDERS.has(lastSegmentOf(folder))

/** True if the last part of a path is the name of a files folder. */
export const isNamedAsFiles = (folder: string): boolean => FILE_FOLDERS.has(lastSegmentOf(folder))

/** Folders of third-party code. */
const FOREIGN = new Set(['node_modules', 'vendor'])
/** Folders of example flows and test flows. */
const SAMPLES = new Set(['docs', 'examples', 'tests', '__tests__', 'fixtures', 'testdata'])

/** A folder that the search skips: it holds third-party code, or samples. */
export interface SkippedFolder {
  readonly folder: string
  readonly holds: 'foreign' | 'samples'
}

/**
 * The first skipped folder between `scope` and a file below it; `undefined` for a file that is read.
 * Folders above the scope do not count, because the user chose it.
 */
export const skippedFolderOf = (file: string, scope: string): SkippedFolder | undefined => {
  const folders = pathFrom(scope, file).split('/').slice(0, -1)
  const contentAt = (folder: string, index: number) => contentOf(folder, folders[index - 1])
  const first = folders.findIndex((folder, index) => contentAt(folder, index) !== undefined)
  if (first === -1) return undefined
  const contents = folders.map(contentAt)
  const folder = folders.slice(0, first + 1).join('/')
  const holds = contents.includes('foreign') ? 'foreign' : 'samples'
  return { folder: scope === '' ? folder : `${scope}/${folder}`, holds }
}

/** The content of a skipped folder; `undefined` for others. `test` may be an environment, but not in `src`. */
const contentOf = (folder: string, parent: string | undefined): SkippedFolder['holds'] | undefined => {
  if (folder.startsWith('.') || FOREIGN.has(folder)) return 'foreign'
  return SAMPLES.has(folder) || (folder === 'test' && parent === 'src') ? 'samples' : undefined
}

/**
 * Common folder names of programs. `files` or `flows` inside them may belong to anything. A folder with one of these
 * names is named after a namespace only if a flow in it states that namespace, not because of its neighbours.
 */
const OF_PROGRAMS: ReadonlySet<string> = new Set(
  `android ansible api app apps assets backend bin build charts client components config deploy deployment dist dbt docker e2e
  frontend grafana helm infra infrastructure ios k8s kestra lib libs mobile modules namespaces out packages pages
  plugins public resources roles scripts server services site src static target templates terraform themes tmp tools ui uploads web
  webapp website www`.split(/\s+/),
)

/** True for a common folder name of programs. */
export const isOfPrograms = (folder: string): boolean => OF_PROGRAMS.has(folder)

/** Subfolders of a namespace folder that TenantSync writes and that are not deployed (docs/migrate.md, "git.NamespaceSync and git.TenantSync"). */
const NOT_DEPLOYED: ReadonlySet<string> = new Set(['apps', 'tests', 'blueprints', '_tests', 'smoke'])

/** The contents of folders, judged by the paths of the tree. */
export interface FolderContents {
  /** True for a folder that contains only resources of a namespace: flows, files, dashboards, pairs. */
  readonly holdsOwn: (folder: string) => boolean
  /** True if these folders contain the whole tree, except prose, settings, samples and third-party code. */
  readonly isWhole: (folders: ReadonlySet<string>) => boolean
  /** The folder that owns a file of pairs or of a dashboard. */
  readonly holderOf: (file: string) => string
}

/** Judges the folders of a tree. `paths` must be sorted; `isPlaceOfKind` is true for paths of kinds other than flows and files. */
export const contentsOfFolders = (
  paths: readonly string[],
  isPlaceOfKind: (file: string) => boolean,
): FolderContents => {
  const below = belowIn(paths, (path) => path)
  const isOwn = (path: string): boolean => {
    const [first = '', ...rest] = path.split('/')
    if (rest.length > 0 && isNamedAsRoot(first)) return true
    if (isPlaceOfKind(path) && !isPlaceOfKind(rest.join('/'))) return true
    return isAside(path) || (rest.length > 0 && NOT_DEPLOYED.has(first) && isYaml(path))
  }
  return {
    holdsOwn: (folder) => below(folder).every((path) => isOwn(pathFrom(folder, path))),
    isWhole: (folders) =>
      paths.every(
        (path) =>
          isAside(path) ||
          /\.md$/i.test(path) ||
          isPlaceOfKind(path) ||
          skippedFolderOf(path, '') !== undefined ||
          foldersAbove(path).some((folder) => folders.has(folder)),
      ),
    holderOf: (file) => foldersAbove(file).find((folder) => isPlaceOfKind(pathFrom(folder, file))) ?? '',
  }
}

/** Prose and settings: `README.md`, `LICENSE`, `.gitkeep`, `.github/…`. */
const isAside = (path: string): boolean => path.startsWith('.') || /^[^/]*\.md$|^[A-Z][A-Za-z]*$/i.test(path)
