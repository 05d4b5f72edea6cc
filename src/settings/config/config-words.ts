import { gotInstead } from '../../text/closest-word.ts'
import { plainText } from '../../text/plain-text.ts'

/** What each setting of `.kestra/gitops.yml` is, in words. */
const EXPECTED: Readonly<Record<string, string>> = {
  roots: 'a list of folders',
  namespace: 'the name of a namespace',
  'namespace-from': 'yaml or folder',
  'namespace-map': 'a list of "from => to"',
  files: 'a list of "folder => namespace", or of folders',
  include: 'a list of patterns',
  exclude: 'a list of patterns',
  strict: 'true or false',
  rules: 'a list of rules, each with `id`, `message` and `schema`',
  severities: 'a mapping of codes to error, warning, info or off',
}

/** What should stand at this place of the file, in one sentence. */
export const expectation = (path: readonly PropertyKey[]): string => {
  const expected = EXPECTED[String(path[0])]
  if (path.length === 0) return 'The file must be a mapping of settings to values.'
  return `\`${path.join('.')}\` does not fit: \`${String(path[0])}\` must be ${expected ?? 'of another form'}.`
}

/** What is written where only some values may stand, which they are, and the nearest. */
export const choice = (path: readonly PropertyKey[], choices: readonly unknown[], root: unknown): string => {
  const value = path.reduce<unknown>(
    (at, step) => (typeof at === 'object' && at !== null ? Reflect.get(at, step) : undefined),
    root,
  )
  const names = choices.map(String)
  return `\`${path.join('.')}\` must be one of ${names.join(', ')}; ${gotInstead(plainText(value), names)}`
}
