import { folderOf, isYaml } from '../../repository/tree.ts'
import { isNamespace } from '../../resource/namespace.ts'

/** A folder whose YAML files are dashboards. */
export interface DashboardRoot {
  readonly root: string
  readonly paths: readonly string[]
  /** True where it can mean nothing else; other programs keep their dashboards in a folder of that name as well. */
  readonly isCertain: boolean
}

const FOLDERS: ReadonlySet<string> = new Set(['dashboards', '_dashboards'])

/** True for a file below a folder that is called as dashboards are kept. */
export const isInDashboardsFolder = (file: string): boolean => isYaml(file) && rootOf(file) !== undefined

/** The outermost folder on the way to `file` that is called as dashboards are kept. */
const rootOf = (file: string): string | undefined => {
  const steps = file.split('/')
  const index = steps.slice(0, -1).findIndex((step) => FOLDERS.has(step))
  return index === -1 ? undefined : steps.slice(0, index + 1).join('/')
}

/**
 * The dashboards folders among files that no flows or files folder holds (docs/layouts.md, "Dashboards"). `others` are those folders:
 * beside one of them, a folder `dashboards` is Kestra's.
 */
export const findDashboardRoots = (files: readonly string[], others: readonly string[]): readonly DashboardRoot[] => {
  const groups = Map.groupBy(files, (file) => rootOf(file) ?? '')
  groups.delete('')
  const besideOthers = new Set(others.filter((other) => other !== '').map(folderOf))
  return [...groups].map(([root, paths]) => ({ root, paths, isCertain: isCertain(root, besideOthers) }))
}

const isCertain = (root: string, besideOthers: ReadonlySet<string>): boolean => {
  const parent = folderOf(root)
  const around = parent.slice(parent.lastIndexOf('/') + 1)
  return (
    root.endsWith('_dashboards') ||
    around === '_global' ||
    (around.includes('.') && isNamespace(around)) ||
    besideOthers.has(parent)
  )
}
