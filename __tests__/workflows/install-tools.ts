import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** The workflow runner; `null` without it, and then the tests that need it are skipped by name. */
    actPath: string | null
    /** The checker of workflow files; `null` as above. */
    actionlintPath: string | null
  }
}

interface Tool {
  readonly name: string
  readonly version: string
  readonly module: string
}

const ACT: Tool = { name: 'act', version: '0.2.89', module: 'github.com/nektos/act' }
const ACTIONLINT: Tool = { name: 'actionlint', version: '1.7.12', module: 'github.com/rhysd/actionlint/cmd/actionlint' }

/** vitest's global setup: finds the programs that read or run workflows, or builds each with Go once. With CI=true they must be there. */
export default function setup(project: TestProject): void {
  project.provide('actPath', pathOf(ACT))
  project.provide('actionlintPath', pathOf(ACTIONLINT))
}

function pathOf(tool: Tool): string | null {
  const path = find(tool) ?? install(tool)
  if (path === undefined && process.env['CI'] === 'true') {
    throw new Error(`The workflow tests need ${tool.name} ${tool.version} in PATH, or Go to build it.`)
  }
  return path ?? null
}

const cacheOf = ({ name, version }: Tool): string => join(import.meta.dirname, `../../.cache/${name}-${version}`)

function find(tool: Tool): string | undefined {
  const gobin = process.env['GOBIN']
  const places = [join(cacheOf(tool), tool.name), ...(gobin === undefined ? [] : [join(gobin, tool.name)]), tool.name]
  const hasVersion = (text: string | undefined) =>
    text?.split(/\s/).some((word) => word.replace(/^v/, '') === tool.version)
  return places.find((path) => hasVersion(textOf(path, ['--version'])))
}

function install(tool: Tool): string | undefined {
  if (textOf('go', ['version']) === undefined) return undefined
  const cache = cacheOf(tool)
  mkdirSync(cache, { recursive: true })
  execFileSync('go', ['install', `${tool.module}@v${tool.version}`], {
    env: { ...process.env, GOBIN: cache },
    stdio: 'inherit',
  })
  return join(cache, tool.name)
}

/** What a program prints, `undefined` when it is not there or fails. */
function textOf(program: string, args: readonly string[]): string | undefined {
  try {
    return execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
  } catch {
    return undefined
  }
}
