import { isMapValue } from '../yaml/map-value.ts'

/** True for a file in a folder with a usual name for suites. */
const isInSuiteFolder = (file: string): boolean => /(?:^|\/)(?:tests|_tests|smoke)\/[^/]+$/.test(file)

/**
 * A cheap test, so that the other YAML files of a large repository need not be parsed. In a folder of suites either word counts at any
 * position.
 */
export const mentionsSuite = (file: string, source: string): boolean =>
  (source.includes('flowId') || source.includes('testCases')) &&
  (isInSuiteFolder(file) || /^["']?(?:flowId|testCases)["']?[ \t]*:/m.test(source))

/** True for the text of an unreadable file that has both lines of a suite, or one of them in a folder of suites. */
export const hasLinesOfSuite = (file: string, source: string): boolean => {
  const hasCases = /^["']?testCases["']?[ \t]*:/m.test(source)
  const hasFlow = /^["']?flowId["']?[ \t]*:/m.test(source)
  return (hasCases && hasFlow) || (isInSuiteFolder(file) && (hasCases || hasFlow))
}

/**
 * True for a map that looks like a suite of flow tests. It has `flowId` and `testCases`; or it has `testCases` (anywhere) or `flowId` (in a
 * folder of suites) and other keys of a suite, because the second key may be misspelt or missing.
 */
export const looksLikeSuite = (file: string, value: unknown): boolean => {
  if (!isMapValue(value)) return false
  const has = (key: string) => Object.hasOwn(value, key)
  // No flow has both keys. With `tasks` next to them a fixture is at the wrong level.
  if (has('testCases') && has('flowId')) return true
  if (has('tasks')) return false
  const inFolder = isInSuiteFolder(file)
  if (has('testCases')) return inFolder ? has('id') || has('namespace') : has('id') && has('namespace')
  return inFolder && has('flowId') && (has('id') || has('namespace'))
}
