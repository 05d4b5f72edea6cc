/** The key of a namespace's key-value store that holds the deployment record; no key-value pair of Git may have it. */
export const RECORD_KEY = 'kestra-gitops'
