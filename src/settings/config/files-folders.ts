import { type FilesFolder, isNamespaceParent } from '../../resource/namespace.ts'

/** `scripts => company.team` or `scripts`, one each. What is not of that form is added to `problems`. */
export const parseFilesFolders = (lines: readonly string[], problems: string[]): FilesFolder[] =>
  lines.flatMap((line) => {
    const [folder = '', namespace, ...rest] = line.split('=>').map((part) => part.trim())
    const isPlace = folder !== '' && !folder.split(/[\\/]/).includes('..')
    if (rest.length === 0 && isPlace && (namespace === undefined || isNamespaceParent(namespace)))
      return [{ folder, namespace }]
    problems.push(`"files" must be "folder => namespace" or "folder", from the top of the repository; got \`${line}\`.`)
    return []
  })
