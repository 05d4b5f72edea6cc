/** The file of settings in a tree, at the top of the repository. */
export const CONFIG_PATH = '.kestra/gitops.yml'
