/** What vitest's JSON reporter writes of a run, as far as it is read here. */
export interface TestResults {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly numTotalTests: number
  readonly testResults: readonly FileResult[]
}

interface FileResult {
  /** Path of the file. */
  readonly name: string
  readonly status: string
  /** Milliseconds since 1970. */
  readonly endTime: number
  /** Of what broke outside of its tests. */
  readonly message?: string
  readonly assertionResults: readonly {
    readonly status: string
    readonly fullName: string
    readonly failureMessages?: readonly string[] | null
  }[]
}

/** `failures` has a line for each test that failed, and one for each file that broke outside of its tests. */
export interface Counts {
  readonly passed: number
  readonly skipped: number
  readonly failures: readonly string[]
}

/** The counts of a run. */
export function countResults({ numPassedTests, numFailedTests, numTotalTests, testResults }: TestResults): Counts {
  return {
    passed: numPassedTests,
    skipped: numTotalTests - numPassedTests - numFailedTests,
    failures: testResults.flatMap(failuresOf),
  }
}

function failuresOf({ name, status, message, assertionResults }: FileResult): readonly string[] {
  const failed = assertionResults.filter((test) => test.status === 'failed')
  if (failed.length === 0) return status === 'failed' ? [`${name}: ${firstLine(message)}`] : []
  return failed.map(({ fullName, failureMessages }) => `${name} > ${fullName}: ${firstLine(failureMessages?.[0])}`)
}

function firstLine(text: string | undefined): string {
  return text?.split('\n', 1)[0] ?? ''
}

/**
 * The paths of the files that say nothing of the product, because they failed and an engine had ended by itself before they were over. `deaths` are
 * the times of that, in milliseconds since 1970.
 */
export function filesToRunAgain({ testResults }: TestResults, deaths: readonly number[]): readonly string[] {
  const first = Math.min(...deaths)
  return testResults.filter(({ status, endTime }) => status === 'failed' && endTime >= first).map(({ name }) => name)
}

/** The results without those of these files. */
export function withoutFiles({ testResults }: TestResults, files: readonly string[]): TestResults {
  const left = testResults.filter(({ name }) => !files.includes(name))
  const tests = left.flatMap(({ assertionResults }) => assertionResults)
  const count = (status: string): number => tests.filter((test) => test.status === status).length
  return {
    testResults: left,
    numPassedTests: count('passed'),
    numFailedTests: count('failed'),
    numTotalTests: tests.length,
  }
}
