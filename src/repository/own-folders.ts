import { belowIn } from './below.ts'
import { isNamedAsRoot } from './group-by-root.ts'
import { skippedFolderOf } from './skipped-folders.ts'
import { foldersAbove, isYaml, pathFrom } from './tree.ts'

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
