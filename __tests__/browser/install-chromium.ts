import { execFileSync } from 'node:child_process'
import { createReadStream, createWriteStream, existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createBrotliDecompress } from 'node:zlib'
import type { TestProject } from 'vitest/node'
import { announceWork } from '../support/announce-work.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** A Chromium; `null` without one, and then the tests that need it are skipped by name. */
    chromiumPath: string | null
  }
}

/** Holds the program itself, compressed, for Linux on x64; it needs NSS of the system (libnss3) and nothing else. */
const PACKAGE = { name: '@sparticuz/chromium', version: '153.0.0' }
const CACHE = join(import.meta.dirname, `../../.cache/chromium-${PACKAGE.version}`)
const OWN = join(CACHE, 'chromium')

/** vitest's global setup: finds a Chromium, or takes one from the npm registry once. With CI=true it must be there. */
export default async function setup(project: TestProject): Promise<void> {
  const path = await chromiumPath()
  if (path === undefined && process.env['CI'] === 'true')
    throw new Error(
      'The browser tests need Chromium: name one in CHROMIUM, or run them on Linux (x64), where npm has one.',
    )
  project.provide('chromiumPath', path ?? null)
}

/** A Chromium of this machine, else one that npm brings; `undefined` where npm has none. */
export async function chromiumPath(): Promise<string | undefined> {
  return find() ?? (await install())
}

function find(): string | undefined {
  const named = process.env['CHROMIUM']
  const usual = ['chromium-headless-shell', 'chromium', 'google-chrome', 'chrome']
  return [...(named === undefined ? [] : [named]), OWN, ...usual].find(runs)
}

async function install(): Promise<string | undefined> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined
  const options = ['--no-audit', '--no-fund', '--no-save', '--ignore-scripts', '--loglevel=error']
  const args = ['install', ...options, '--prefix', CACHE, `${PACKAGE.name}@${PACKAGE.version}`]
  announceWork('Installing Chromium from npm, once', { takes: 'about a minute' }, () =>
    execFileSync('npm', args, { stdio: 'inherit' }),
  )
  const compressed = join(CACHE, 'node_modules', PACKAGE.name, 'bin/chromium.br')
  await pipeline(createReadStream(compressed), createBrotliDecompress(), createWriteStream(OWN, { mode: 0o755 }))
  rmSync(join(CACHE, 'node_modules'), { recursive: true })
  return runs(OWN) ? OWN : undefined
}

function runs(path: string): boolean {
  if (path.includes('/') && !existsSync(path)) return false
  try {
    return /Chrom/.test(execFileSync(path, ['--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }))
  } catch {
    return false
  }
}
