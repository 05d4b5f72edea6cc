import { spawn } from 'node:child_process'
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { machineContract } from '../../../src/render/machine-contract.ts'
import { createGitRepository } from '../../support/git-repository.ts'
import { FAULTS, type Fault } from './faults.ts'

/** Of 30 (docs/internals/contributing.md, "How tests are made"). */
const LEAST = 28

/** What a case may be told at: itself, or one of its assertions. */
const PLACE = /^ *- id: |^ *(?:- )?(?:value|equalTo|startsWith|endsWith|greaterThan): /

/** Why a case can be not judged that a fault has nothing to do with. */
const NOT_OF_THE_FAULT =
  /does not take what the case needs|did not end within|not begun|not run to its end|removed|timed out/

const testIn = (directory: string): Promise<string> =>
  new Promise((done, fail) => {
    const child = spawn(process.execPath, [resolve('src/cli.ts'), 'test', '--all', '--json'], { cwd: directory })
    let output = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
    child.on('error', fail)
    child.on('close', () => done(output))
  })

interface BrokenCase {
  /** A failed case at its line, or one whose execution the server refuses to start because of the fault. */
  readonly isReported: boolean
  readonly words: string
}

/** The cases that do not pass with the fault. */
const play = async ({ file, right, wrong }: Fault): Promise<readonly BrokenCase[]> => {
  using repository = createGitRepository({ files: {} })
  cpSync('examples', repository.dir, { recursive: true })
  for (const folder of ['ci', 'pull', 'workflows']) rmSync(join(repository.dir, folder), { recursive: true })
  const path = join(repository.dir, file)
  writeFileSync(
    path,
    readFileSync(path, 'utf8').replace(right, () => wrong),
  )
  repository.commit({}, 'A fault')
  const { tests } = machineContract.parse(JSON.parse(await testIn(repository.dir)))
  return tests
    .filter(({ verdict }) => verdict === 'failed' || verdict === 'error')
    .map(({ case: name, verdict, file: suite, line, assertions, message }) => {
      const at = assertions.find(({ passed }) => !passed)?.line ?? line
      const text = readFileSync(join(repository.dir, suite), 'utf8').split('\n')[at - 1] ?? ''
      const place = PLACE.test(text) ? `${suite}:${at}` : `nowhere (${suite}:${at})`
      const isOfFault = verdict === 'failed' || !NOT_OF_THE_FAULT.test(message ?? '')
      return { isReported: PLACE.test(text) && isOfFault, words: `${verdict} ${place} ${name}: ${message ?? ''}` }
    })
}

/** Needs KESTRA_URL, KESTRA_USERNAME and KESTRA_PASSWORD, as `npm run test:server` does. */
const reported: { readonly isFailed: boolean }[] = []
for (const [index, fault] of FAULTS.entries()) {
  const found = await play(fault)
  const isReported = found.some((each) => each.isReported)
  if (isReported) reported.push({ isFailed: found.some(({ words }) => words.startsWith('failed')) })
  const cases = found.map(({ words }) => `\n    ${words}`).join('')
  console.log(`${index + 1} ${isReported ? 'told' : 'MISSED'}: ${fault.what} (${fault.file})${cases}`)
}
const failed = reported.filter(({ isFailed }) => isFailed).length
console.log(`${reported.length} of ${FAULTS.length} faults are told at their line (at least ${LEAST} must be):`)
console.log(
  `${failed} by a case that failed, ${reported.length - failed} by one that could not be judged because of the fault.`,
)
process.exitCode = reported.length >= LEAST ? 0 : 1
