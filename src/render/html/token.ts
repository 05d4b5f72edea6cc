/** A class of changes as one word. */
export const token = (label: string): string => label.replace(/[^a-z]+/g, '-').replace(/-$/, '')
