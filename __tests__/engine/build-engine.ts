import { type SpawnSyncReturns, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { announceWork } from '../support/announce-work.ts'
import { findJdk } from './find-jdk.ts'

const PROJECT = import.meta.dirname
const BUILD_TIME = 'about a minute, several when Maven has to download Kestra'
const JDK_OF_2 = 25
const JDK_BEFORE_2 = 21

export interface BuiltEngine {
  readonly java: string
  readonly classpath: string
}

/** Something outside of this repository is missing: a JDK, Maven, or the way to Maven Central. */
export class MissingToolError extends Error {}

/**
 * Compiles the engine for one Kestra version into `target/<version>`, or with what makes executions run into `target/<version>-running`; does
 * nothing when sources, pom and JDK are those of the last build.
 */
export function buildEngine(version: string, isRunning = false): BuiltEngine {
  const minimum = version.startsWith('1.') ? JDK_BEFORE_2 : JDK_OF_2
  const jdk = findJdk(minimum)
  if (jdk === undefined) {
    throw new MissingToolError(`Kestra ${version} needs a JDK ${minimum} or newer: set JAVA_HOME to one.`)
  }
  const folder = isRunning ? `${version}-running` : version
  const target = join(PROJECT, 'target', folder)
  const classpathFile = join(target, 'classpath.txt')
  const stampFile = join(target, 'stamp.txt')
  const stamp = sourcesHash(jdk.home)
  if (!existsSync(stampFile) || readFileSync(stampFile, 'utf8') !== stamp) {
    rmSync(target, { recursive: true, force: true })
    const goals = [
      `-Dkestra.version=${version}`,
      `-Dkestra.generation=${version.startsWith('1.') ? 1 : 2}`,
      `-DbuildDirectory=${target}`,
      ...(isRunning ? [`-P${minimum === JDK_OF_2 ? 'running,running-2' : 'running'}`] : []),
      `-Dmaven.compiler.release=${jdk.major}`,
      'compile',
      'dependency:build-classpath',
      `-Dmdep.outputFile=${classpathFile}`,
      '-Dmdep.includeScope=runtime',
    ]
    announceWork(`Building the engine of Kestra ${folder}, once`, { takes: BUILD_TIME }, () =>
      runMaven(jdk.home, goals),
    )
    writeFileSync(stampFile, stamp)
  }
  return {
    java: join(jdk.home, 'bin', 'java'),
    classpath: [join(target, 'classes'), readFileSync(classpathFile, 'utf8').trim()].join(delimiter),
  }
}

function sourcesHash(jdkHome: string): string {
  const hash = createHash('sha256').update(jdkHome)
  for (const name of globSync(['pom.xml', 'src/**/*.*'], { cwd: PROJECT }).sort()) {
    hash.update(name).update(readFileSync(join(PROJECT, name)))
  }
  return hash.digest('hex')
}

/** Offline first: a warm repository answers in seconds and a machine without network still works. */
function runMaven(jdkHome: string, goals: readonly string[]): void {
  const offline = maven(jdkHome, ['-o', ...goals])
  if (offline.error !== undefined) {
    throw new MissingToolError('Maven is missing: install it, version 3.8 or newer.', { cause: offline.error })
  }
  if (offline.status === 0) return
  const online = maven(jdkHome, goals)
  if (online.status === 0) return
  if (/Could not (resolve|transfer)|Failed to (read artifact|collect)/.test(online.stdout)) {
    throw new MissingToolError(`Maven Central is out of reach:\n${online.stdout}`)
  }
  throw new Error(`The engine does not compile:\n${online.stdout}${online.stderr}`)
}

function maven(jdkHome: string, args: readonly string[]): SpawnSyncReturns<string> {
  return spawnSync('mvn', ['-q', '-B', ...args], {
    cwd: PROJECT,
    env: { ...process.env, JAVA_HOME: jdkHome },
    encoding: 'utf8',
  })
}
