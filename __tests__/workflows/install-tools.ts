import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { announceWork } from '../support/announce-work.ts'
import { buildAct } from './build-act.ts'

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
  /** Makes the program as the file `path`, with Go. */
  readonly build: (path: string) => void
  /** How long that takes, about. */
  readonly takes: string
  /** One of that version in PATH serves as well. */
  readonly isTakenFromPath: boolean
}

const ACT: Tool = {
  name: 'act',
  version: '0.2.89',
  build: (path) => buildAct('github.com/nektos/act@v0.2.89', path),
  takes: 'two to five minutes',
  isTakenFromPath: false,
}

const ACTIONLINT: Tool = {
  name: 'actionlint',
  version: '1.7.12',
  build: (path) => installModule('github.com/rhysd/actionlint/cmd/actionlint@v1.7.12', dirname(path)),
  takes: 'about a minute',
  isTakenFromPath: true,
}

/** vitest's global setup: finds the programs that read or run workflows, or builds each with Go once. With CI=true they must be there. */
export default function setup(project: TestProject): void {
  project.provide('actPath', pathOf(ACT))
  project.provide('actionlintPath', pathOf(ACTIONLINT))
}

/** Builds what is missing of them, where Go is there. */
export function buildTools(): void {
  for (const tool of [ACT, ACTIONLINT]) pathOf(tool)
}

function pathOf(tool: Tool): string | null {
  const built = join(import.meta.dirname, `../../.cache/${tool.name}-${tool.version}`, tool.name)
  if (existsSync(built)) return built
  if (tool.isTakenFromPath && isInPath(tool)) return tool.name
  if (textOf('go', ['version']) !== undefined) {
    announceWork(`Building ${tool.name} ${tool.version} with Go, once`, { takes: tool.takes }, () => tool.build(built))
    return built
  }
  if (process.env['CI'] !== 'true') return null
  throw new Error(`The workflow tests need ${tool.name} ${tool.version}, and Go to build it.`)
}

const isInPath = ({ name, version }: Tool): boolean =>
  textOf(name, ['--version'])
    ?.split(/\s/)
    .some((word) => word.replace(/^v/, '') === version) ?? false

function installModule(module: string, folder: string): void {
  mkdirSync(folder, { recursive: true })
  execFileSync('go', ['install', module], { env: { ...process.env, GOBIN: folder }, stdio: 'inherit' })
}

/** What a program prints, `undefined` when it is not there or fails. */
function textOf(program: string, args: readonly string[]): string | undefined {
  try {
    return execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
  } catch {
    return undefined
  }
}
