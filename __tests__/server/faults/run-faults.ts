import { spawn } from 'node:child_process'
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { machineContract } from '../../../src/render/machine-contract.ts'
import { createGitRepository } from '../../hands/git-repository.ts'
import { FAULTS, type Fault } from './faults.ts'

/** Of 30 (docs/contributing.md, "How tests are made"). */
const LEAST = 28

/** What a case may be told at: itself, or one of its assertions. */
const PLACE = /^ *- id: |^ *(?:- )?(?:value|equalTo|startsWith|endsWith|greaterThan): /

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

/** The cases that tell the fault, `file:line` each; empty when none does. */
const play = async ({ file, right, wrong }: Fault): Promise<readonly string[]> => {
  using repository = createGitRepository({ files: {} })
  cpSync('examples', repository.dir, { recursive: true })
  for (const folder of ['ci', 'pull', 'workflows']) rmSync(join(repository.dir, folder), { recursive: true })
  const path = join(repository.dir, file)
  writeFileSync(path, readFileSync(path, 'utf8').replace(right, () => wrong))
  repository.commit({}, 'A fault')
  const { tests } = machineContract.parse(JSON.parse(await testIn(repository.dir)))
  return tests
    .filter(({ verdict }) => verdict === 'failed' || verdict === 'error')
    .map(({ case: name, verdict, file: suite, line, assertions }) => {
      const at = assertions.find(({ passed }) => !passed)?.line ?? line
      const text = readFileSync(join(repository.dir, suite), 'utf8').split('\n')[at - 1] ?? ''
      return PLACE.test(text) ? `${verdict} ${suite}:${at} ${name}` : `nowhere: ${suite}:${at}`
    })
}

/** Needs KESTRA_URL, KESTRA_USERNAME and KESTRA_PASSWORD, as `npm run test:server` does. */
const told: Fault[] = []
for (const [index, fault] of FAULTS.entries()) {
  const found = await play(fault)
  const isTold = found.length > 0 && found.every((place) => !place.startsWith('nowhere'))
  if (isTold) told.push(fault)
  console.log(`${index + 1} ${isTold ? 'told' : 'MISSED'}: ${fault.what} (${fault.file})${found.map((place) => `\n    ${place}`).join('')}`)
}
console.log(`${told.length} of ${FAULTS.length} faults are told by a case at its line, at least ${LEAST} must be.`)
process.exitCode = told.length >= LEAST ? 0 : 1
