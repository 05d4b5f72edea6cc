// The flow of README.md that has mistakes, and what the program prints for it.
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { builtDist } from '../__tests__/scenarios/built-dist.ts'

const PATH = 'company.team/flows/daily.yml'

/** A flow that Kestra saves without an objection, and that does not do what it should. */
export const BROKEN_FLOW = `id: daily
namespace: company.team
inputs:
  - id: day
    type: DATE
tasks:
  - id: fetch
    type: io.kestra.plugin.core.http.Request
    uri: https://example.com/orders
  - id: report
    type: io.kestra.plugin.core.log.Log
    message: >-
      {{ inputs.dya }}
      {{ outputs.fetsh.body | uppercase }}
`

/** What `kestra-gitops validate --offline --strict --quiet` prints for the flow, in a folder of its own. It ends with exit code 1. */
export const findingsOfBrokenFlow = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'broken-flow-'))
  try {
    mkdirSync(join(folder, dirname(PATH)), { recursive: true })
    writeFileSync(join(folder, PATH), BROKEN_FLOW)
    const args = ['validate', '--offline', '--strict', '--quiet']
    const env = { PATH: process.env['PATH'] }
    execFileSync(process.execPath, [join(builtDist(), 'cli.js'), ...args], {
      cwd: folder,
      encoding: 'utf8',
      env,
      stdio: 'pipe',
    })
    throw new Error('The broken flow was not refused.')
  } catch (error) {
    const { stdout } = error as { stdout?: string }
    if (stdout === undefined) throw error
    return stdout
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
