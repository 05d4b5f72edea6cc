import { belowIn, foldersAbove, isYaml, nameOf, pathFrom } from './tree.ts'

const FLOW_FOLDERS = new Set(['flows', '_flows', 'subflows', '_subflows', 'kestra-flows'])
const FILE_FOLDERS = new Set(['files', '_files', 'namespace-files', 'namespace_files', 'scripts'])

/** True for the name of a flows or files folder. */
export const isNamedAsRoot = (name: string): boolean => FLOW_FOLDERS.has(name) || FILE_FOLDERS.has(name)

/** True for a folder that is called as those of flows are. */
export const isNamedAsFlows = (folder: string): boolean => FLOW_FOLDERS.has(nameOf(folder))

/** True for a folder that is called as those of namespace files are. */
export const isNamedAsFiles = (folder: string): boolean => FILE_FOLDERS.has(nameOf(folder))

/** Code of others. */
const FOREIGN = new Set(['node_modules', 'vendor'])
/** Flows that show something, or that something is tested with. */
const SAMPLES = new Set(['docs', 'examples', 'tests', '__tests__', 'fixtures', 'testdata'])

/** A folder in which nothing is looked for: it holds code of others, or samples. */
export interface SkippedFolder {
  readonly folder: string
  readonly holds: 'foreign' | 'samples'
}

/**
 * The first folder between `scope` and a file below it for which the file is skipped, and what lies there. A scope is taken at its word:
 * what it lies in says nothing. `undefined` for a file that is looked at.
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

/** `test` may be an environment; below `src` it is none. */
const contentOf = (folder: string, parent: string | undefined): SkippedFolder['holds'] | undefined => {
  if (folder.startsWith('.') || FOREIGN.has(folder)) return 'foreign'
  return SAMPLES.has(folder) || (folder === 'test' && parent === 'src') ? 'samples' : undefined
}

/**
 * What programs call their folders: `files` or `flows` in one may be anything. It stands for a namespace where a flow in it says so, not because
 * of its neighbours.
 */
const OF_PROGRAMS: ReadonlySet<string> = new Set(
  `android ansible api app apps assets backend bin build charts client components config deploy deployment dist dbt docker e2e
  frontend grafana helm infra infrastructure ios k8s kestra lib libs mobile modules namespaces out packages pages
  plugins public resources roles scripts server services site src static target templates terraform themes tmp tools ui uploads web
  webapp website www`.split(/\s+/),
)

/** True for a folder that is called as those of programs are. */
export const isOfPrograms = (folder: string): boolean => OF_PROGRAMS.has(folder)

/** What TenantSync keeps in the folder of a namespace beside what is deployed here (docs/migrate.md, "git.NamespaceSync and git.TenantSync"). */
const NOT_DEPLOYED: ReadonlySet<string> = new Set(['apps', 'tests', 'blueprints', '_tests', 'smoke'])

/** What the folders of a tree hold, as far as its paths tell. */
export interface FolderContents {
  /** True for a folder that holds what belongs to a namespace, and nothing else: flows, files, dashboards, pairs. */
  readonly holdsOwn: (folder: string) => boolean
  /** True where everything of the tree lies in these folders, but for prose, settings, samples and code of others. */
  readonly isWhole: (folders: ReadonlySet<string>) => boolean
  /** The folder that has a file of pairs or of a dashboard as its own. */
  readonly holderOf: (file: string) => string
}

/** Of the sorted `paths` of a tree; `isPlaceOfKind` tells what is read where it lies, but for flows and files. */
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
