import { UserError } from '../problem/user-error.ts'
import { type EntryForm, readForms } from '../repository/tracked-tree.ts'
import { foldersAbove } from '../repository/tree.ts'

/** Why nothing may be written to a path of the tree, a clause without a final stop; `undefined` where it may. */
export type WhyBarred = (path: string) => string | undefined

/**
 * What stands in the way of files in the checkout at `directory`, by what Git has: a link would lead elsewhere, a submodule is another
 * repository, and a file cannot be a folder. Written through GitHub's API, the new file would take the place of all that. Outside of
 * Git nothing is known.
 */
export const readBarredPlaces = async (directory: string): Promise<WhyBarred> => {
  const forms = await formsIn(directory)
  const folders = new Set([...forms.keys()].flatMap(foldersAbove))
  return (path) => {
    const above = foldersAbove(path).find((folder) => forms.has(folder))
    if (above !== undefined) return `\`${above}\` is ${FORM_WORDS[forms.get(above) ?? 'file']} in Git`
    const own = forms.get(path) ?? 'file'
    if (own !== 'file') return `\`${path}\` is ${FORM_WORDS[own]} in Git`
    return folders.has(path) ? `\`${path}\` is a folder in Git` : undefined
  }
}

const FORM_WORDS: Readonly<Record<EntryForm, string>> = {
  file: 'a file',
  link: 'a symbolic link',
  submodule: 'a submodule, another repository,',
}

const formsIn = async (directory: string): Promise<ReadonlyMap<string, EntryForm>> => {
  try {
    return await readForms(directory)
  } catch (error) {
    if (error instanceof UserError) return new Map()
    throw error
  }
}
