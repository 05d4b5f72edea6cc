import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** The workflow runner; `null` without it, and then the tests that need it are skipped by name. */
    actPath: string | null
  }
}

const ACT_VERSION = '0.2.89'
const CACHE = join(import.meta.dirname, `../../.cache/act-${ACT_VERSION}`)

/** vitest's global setup: finds the workflow runner `act`, or builds it with Go once. With CI=true it must be there. */
export default function setup(project: TestProject): void {
  const actPath = findAct() ?? buildAct()
  if (actPath === undefined && process.env['CI'] === 'true') {
    throw new Error(`The workflow tests need act ${ACT_VERSION} in PATH, or Go to build it.`)
  }
  project.provide('actPath', actPath ?? null)
}

function findAct(): string | undefined {
  const gobin = process.env['GOBIN']
  const places = [join(CACHE, 'act'), ...(gobin === undefined ? [] : [join(gobin, 'act')]), 'act']
  return places.find((path) => textOf(path, ['--version'])?.includes(` ${ACT_VERSION}`))
}

function buildAct(): string | undefined {
  if (textOf('go', ['version']) === undefined) return undefined
  mkdirSync(CACHE, { recursive: true })
  const env = { ...process.env, GOBIN: CACHE }
  execFileSync('go', ['install', `github.com/nektos/act@v${ACT_VERSION}`], { env, stdio: 'inherit' })
  return join(CACHE, 'act')
}

/** What a program prints, `undefined` when it is not there or fails. */
function textOf(program: string, args: readonly string[]): string | undefined {
  try {
    return execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
  } catch {
    return undefined
  }
}
