/** The part of a path after its last slash: `c.yml` of `a/b/c.yml`. */
export const lastSegmentOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1)
