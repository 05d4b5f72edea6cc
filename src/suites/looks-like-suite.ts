import { isMapValue } from '../yaml/map-value.ts'

/** True for a file in a folder that is called as those of suites are. */
const isInSuiteFolder = (file: string): boolean => /(?:^|\/)(?:tests|_tests|smoke)\/[^/]+$/.test(file)

/** Cheap: spares the parser the other YAML files of a large repository. In a folder of suites either word counts wherever it stands. */
export const mentionsSuite = (file: string, source: string): boolean =>
  (source.includes('flowId') || source.includes('testCases')) &&
  (isInSuiteFolder(file) || /^["']?(?:flowId|testCases)["']?[ \t]*:/m.test(source))

/** True for a text that no parser can read and that has both lines of a suite, or one of them in a folder of suites. */
export const hasLinesOfSuite = (file: string, source: string): boolean => {
  const hasCases = /^["']?testCases["']?[ \t]*:/m.test(source)
  const hasFlow = /^["']?flowId["']?[ \t]*:/m.test(source)
  return (hasCases && hasFlow) || (isInSuiteFolder(file) && (hasCases || hasFlow))
}

/**
 * True for a map that somebody wrote as a suite of flow tests: with `flowId` and `testCases`, or, where one of them is misspelt or missing,
 * with what else a suite has, `testCases` anywhere and `flowId` in a folder of suites.
 */
export const looksLikeSuite = (file: string, value: unknown): boolean => {
  if (!isMapValue(value)) return false
  const has = (key: string) => Object.hasOwn(value, key)
  // No flow has both; with `tasks` beside them, a fixture stands in the wrong place.
  if (has('testCases') && has('flowId')) return true
  if (has('tasks')) return false
  const inFolder = isInSuiteFolder(file)
  if (has('testCases')) return inFolder ? has('id') || has('namespace') : has('id') && has('namespace')
  return inFolder && has('flowId') && (has('id') || has('namespace'))
}
