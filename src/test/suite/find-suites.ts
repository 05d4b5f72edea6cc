import { isMapValue } from '../../yaml/map-value.ts'

/** True for a file in a folder that is called as those of suites are. */
const isInSuiteFolder = (file: string): boolean => /(?:^|\/)(?:tests|_tests|smoke)\/[^/]+$/.test(file)

/** Cheap: spares the parser the other YAML files of a large repository. */
export const mentionsSuite = (source: string): boolean =>
  (source.includes('flowId') || source.includes('testCases')) && /^["']?(?:flowId|testCases)["']?[ \t]*:/m.test(source)

/** True for a text that no parser can read and that has both lines of a suite. */
export const hasLinesOfSuite = (source: string): boolean =>
  /^["']?flowId["']?[ \t]*:/m.test(source) && /^["']?testCases["']?[ \t]*:/m.test(source)

/**
 * True for a map that somebody wrote as a suite of flow tests: with `flowId` and `testCases`, or, where one of them is misspelt or missing,
 * with what else a suite has, `testCases` anywhere and `flowId` in a folder of suites.
 */
export const isMeantAsSuite = (file: string, value: unknown): boolean => {
  if (!isMapValue(value)) return false
  const has = (key: string) => Object.hasOwn(value, key)
  if (has('tasks')) return false
  if (has('testCases')) return has('flowId') || (has('id') && has('namespace'))
  return has('flowId') && has('namespace') && isInSuiteFolder(file)
}
