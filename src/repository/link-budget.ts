import { UserError } from '../problem/user-error.ts'

/** Links that hold links multiply: forty folders of which each links twice to the next are 2^40 paths. */
const MOST_PATHS = 100_000
/** Of all these paths together. */
const MOST_CHARACTERS = 50_000_000
/** As far as Linux goes (path_resolution(7)): what lies deeper nobody could open. */
const MOST_LINKS_ON_THE_WAY = 40

/** What the symbolic links of one tree may still lead to. */
export interface LinkBudget {
  /** Counts `path`, found through `links` links one in the other of which `link` is the first. Throws `UserError` `too-many-links`. */
  spend(path: string, way: { readonly link: string; readonly links: number }): void
}

/** For one tree. A link that is followed counts like a file behind it: folders without a file multiply as well. */
export const linkBudget = (): LinkBudget => {
  let [paths, characters] = [0, 0]
  return {
    spend: (path, { link, links }) => {
      paths += 1
      characters += path.length
      if (links > MOST_LINKS_ON_THE_WAY) throw tooMany(link, `leads through more than ${MOST_LINKS_ON_THE_WAY} links`)
      if (paths > MOST_PATHS) throw tooMany(link, `and those before it lead to more than ${counted(MOST_PATHS)} paths`)
      if (characters > MOST_CHARACTERS)
        throw tooMany(link, `and those before it lead to paths of more than ${counted(MOST_CHARACTERS)} characters`)
    },
  }
}

const tooMany = (link: string, does: string): UserError =>
  new UserError(
    'too-many-links',
    `The symbolic link ${link} ${does}. Probably it leads to folders that hold links to folders themselves, which multiplies them. Remove links until each folder is reached on one way.`,
  )

const counted = (number: number): string => number.toLocaleString('en-US')
