import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

export interface Jdk {
  readonly home: string
  readonly major: number
}

const USUAL_FOLDERS = [
  '/usr/lib/jvm',
  '/opt',
  '/Library/Java/JavaVirtualMachines',
  join(homedir(), '.sdkman/candidates/java'),
  'C:\\Program Files\\Eclipse Adoptium',
]

/** The JDK to use: `JAVA_HOME` when it is new enough, else the newest one of the usual folders and of `JAVA_HOME_…` variables. */
export function findJdk(minimumMajor: number): Jdk | undefined {
  const javaHome = process.env['JAVA_HOME']
  const preferred = javaHome === undefined ? undefined : readJdk(javaHome)
  if (preferred !== undefined && preferred.major >= minimumMajor) return preferred
  return candidateHomes()
    .map(readJdk)
    .filter((jdk) => jdk !== undefined)
    .sort((a, b) => b.major - a.major)
    .find((jdk) => jdk.major >= minimumMajor)
}

function candidateHomes(): string[] {
  const fromFolders = USUAL_FOLDERS.filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))
    .flatMap((home) => [home, join(home, 'Contents/Home')])
  const fromEnvironment = Object.entries(process.env).flatMap(([name, value]) =>
    name.startsWith('JAVA_HOME_') && value !== undefined ? [value] : [],
  )
  return [...fromFolders, ...fromEnvironment]
}

function readJdk(home: string): Jdk | undefined {
  const release = join(home, 'release')
  const hasCompiler = ['bin/javac', 'bin/javac.exe'].some((name) => existsSync(join(home, name)))
  if (!hasCompiler || !existsSync(release)) return undefined
  const major = /^JAVA_VERSION="(\d+)/m.exec(readFileSync(release, 'utf8'))?.[1]
  return major === undefined ? undefined : { home, major: Number(major) }
}
