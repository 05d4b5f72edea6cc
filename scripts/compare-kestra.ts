// What flows can name in two versions of Kestra's core: `npm run compare:kestra -- OLD NEW`. Prints Markdown; ends with 0 whatever it finds.
// `--newest` in place of the versions compares the version of the tests with the newest one, and prints nothing where they are the same.
// Both come from Maven Central through Maven; a JDK is needed.
import { spawnSync } from 'node:child_process'
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { engineVersions } from '../__tests__/engine/engine-versions.ts'
import { findJdk } from '../__tests__/engine/find-jdk.ts'
import { parseZipDirectory, unpack } from '../src/kestra/unzip.ts'
import { differencesOf, type Inventory, inventoryOf, isRead } from './compare-kestra/inventory.ts'
import { readClasses } from './compare-kestra/read-classes.ts'
import { describeDifferences } from './compare-kestra/report.ts'

const COPY = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy'
const MOST_BYTES = 512 * 1024 * 1024
const JDK = 21
/** Maven's word for the newest release. */
const NEWEST = 'RELEASE'

const run = (
  command: string,
  args: readonly string[],
  options: { readonly cwd: string; readonly home: string },
): string => {
  const env = { ...process.env, JAVA_HOME: options.home }
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd: options.cwd,
    env,
    encoding: 'utf8',
    maxBuffer: MOST_BYTES,
  })
  if (error !== undefined) throw error
  if (status !== 0) throw new Error(`${command} ended with ${status}:\n${stdout.slice(-2_000)}${stderr.slice(-2_000)}`)
  return stdout
}

/** The jar of a version in a folder of its own, without what it depends on. What is newest only the repository knows; else Maven is asked offline first. */
const fetchCore = (version: string, above: string, home: string): string => {
  const folder = join(above, version)
  mkdirSync(folder)
  const args = ['-q', '-B', COPY, `-Dartifact=io.kestra:core:${version}`, `-DoutputDirectory=${folder}`]
  for (const offline of version === NEWEST ? [[]] : [['-o'], []]) {
    try {
      run('mvn', [...offline, ...args], { cwd: folder, home })
    } catch (cause) {
      if (offline.length === 0) throw cause
    }
    const [found] = globSync('core-*.jar', { cwd: folder })
    if (found !== undefined) return join(folder, found)
  }
  throw new Error(`Maven has no core of ${version}.`)
}

/** The version that Kestra itself reads from its jar. */
const versionOf = (jar: string): string | undefined => {
  const bytes = readFileSync(jar)
  const entry = parseZipDirectory(bytes).find(({ name }) => name === 'gradle.properties')
  return entry && /^version=(.+)$/m.exec(Buffer.from(unpack(bytes, entry)).toString('utf8'))?.[1]?.trim()
}

const readInventory = (jar: string, home: string): Inventory => {
  const names = parseZipDirectory(readFileSync(jar))
    .filter(({ name }) => name.endsWith('.class') && !name.includes('$'))
    .map(({ name }) => name.slice(0, -'.class'.length).replaceAll('/', '.'))
    .filter(isRead)
  return inventoryOf(
    readClasses(run(join(home, 'bin', 'javap'), ['-p', '-c', '-cp', jar, ...names], { cwd: '.', home })),
  )
}

const compare = ([old, current]: readonly [string, string], home: string): string => {
  const folder = mkdtempSync(join(tmpdir(), 'compare-kestra-'))
  try {
    const jars = [old, current].map((version) => fetchCore(version, folder, home))
    const newest = versionOf(jars[1] ?? '') ?? current
    if (newest === old) return ''
    const [before, now] = jars.map((jar) => readInventory(jar, home))
    if (before === undefined || now === undefined) throw new Error('There is no jar.')
    const root = fileURLToPath(new URL('..', import.meta.url))
    const textOf = (file: string) => readFileSync(join(root, file), 'utf8')
    return describeDifferences([old, newest], differencesOf(before, now), textOf)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const versionsAsked = (given: readonly string[]): readonly [string, string] | undefined => {
  const [old, current] = given
  if (old === '--newest') return [engineVersions[0], NEWEST]
  if (old === undefined || current === undefined || !given.every((each) => /^\d[\w.-]*$/.test(each))) return undefined
  return [old, current]
}

const main = (): number => {
  const versions = versionsAsked(process.argv.slice(2))
  const home = findJdk(JDK)?.home
  if (versions !== undefined && home !== undefined) {
    process.stdout.write(compare(versions, home))
    return 0
  }
  console.error(
    versions === undefined
      ? 'Give two versions: npm run compare:kestra -- 1.3.31 2.0.0'
      : `This needs a JDK ${JDK} or newer: set JAVA_HOME to one.`,
  )
  return 2
}

process.exitCode = main()
