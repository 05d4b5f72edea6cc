import { expect, test } from 'vitest'
import { countResults, filesToRunAgain, type TestResults, withoutFiles } from '../../scripts/test-results.ts'

const aTest = (fullName: string, failure?: string) => ({
  fullName,
  status: failure === undefined ? 'passed' : 'failed',
  failureMessages: failure === undefined ? [] : [failure],
})
const RESULTS: TestResults = {
  ...{ numPassedTests: 2, numFailedTests: 2, numTotalTests: 5 },
  testResults: [
    { name: 'before', status: 'failed', endTime: 10, assertionResults: [aTest('a', 'no\nat line 1')] },
    { name: 'after', status: 'failed', endTime: 30, assertionResults: [aTest('b'), aTest('c', 'gone')] },
    { name: 'well', status: 'passed', endTime: 31, assertionResults: [aTest('d')] },
    { name: 'broken', status: 'failed', endTime: 32, message: 'no engine\nat line 2', assertionResults: [] },
  ],
}

test('a run is counted, with a line for each test and each file that failed', () => {
  const failures = ['before > a: no', 'after > c: gone', 'broken: no engine']
  expect(countResults(RESULTS)).toEqual({ passed: 2, skipped: 1, failures })
})

test('only what failed and was not over when an engine ended says nothing', () => {
  expect(filesToRunAgain(RESULTS, [])).toEqual([])
  const files = filesToRunAgain(RESULTS, [25, 20])
  expect(files).toEqual(['after', 'broken'])
  expect(countResults(withoutFiles(RESULTS, files))).toEqual({ passed: 1, skipped: 0, failures: ['before > a: no'] })
})
