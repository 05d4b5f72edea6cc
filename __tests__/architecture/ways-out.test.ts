import { expect, test } from 'vitest'
import { sourceFiles } from './source-files.ts'

/** All that writes outside of this process, and the files that may use it: each goes through the gate, or writes what a user asked to have as it is. */
const WAYS_OUT: readonly (readonly [what: RegExp, where: readonly string[]])[] = [
  [
    /\bprocess\s*\.\s*(?:stdout|stderr)\b|\{[^}]*\b(?:stdout|stderr)\b[^}]*\}\s*=\s*process\b/,
    ['src/output/terminal.ts'],
  ],
  [/\bconsole\s*[.[]/, []],
  [/\bprocess\s*\.\s*(?:emitWarning|report|_rawDebug|send|binding)\b/, []],
  [
    /\bimport \* as core\b|\bcore\s*\.\s*(?:summary|exportVariable|addPath|saveState|group|startGroup)\b/,
    ['src/output/runner.ts'],
  ],
  // To read a file it may be opened anywhere.
  [
    /\b(?:appendFile|createWriteStream|writeSync)\b|\bopenSync\((?!.*, constants\.O_RDONLY \| NO_LINK\))/,
    ['src/github/job/sinks.ts'],
  ],
  // The plan (through the gate), files that are exported as the server has them or as a patch (which is refused where the gate would
  // mask it), the schema of the server; and what git makes that patch of, in a folder of its own.
  [/\bwriteFile\b[^'"]*from 'node:fs|\.writeFile\(/, ['src/repository/make-patch.ts', 'src/repository/named-files.ts']],
  [
    /\b(?:mkdir|mkdtemp|rm|open)\b[^'"]*from 'node:fs/,
    ['src/repository/make-patch.ts', 'src/repository/named-files.ts'],
  ],
  [/\b(?:rename|copyFile|cp|symlink|link|truncate|unlink|rmdir)\b[^'"]*from 'node:fs/, []],
  // Files that a setting names, or that lie in the tree; the runner's own file of its event.
  [
    /\b(?:readFile|readFileSync|createReadStream|openSync)\b[^'"]*from 'node:fs/,
    ['src/github/job/runner.ts', 'src/repository/read-on-disk.ts'],
  ],
]

const files = sourceFiles(/^src\/.*\.ts$/).map((file) => ({ ...file, code: withoutComments(file.text) }))

test.each(WAYS_OUT)('%s is used where it may be, and there alone', (what, where) => {
  expect(files.filter(({ code }) => what.test(code)).map(({ path }) => path)).toEqual(where)
})

/** All that starts a program, or opens a connection. */
const REACHES: readonly (readonly [what: RegExp, where: readonly string[]])[] = [
  [/'(?:node:)?child_process'/, ['src/repository/git.ts']],
  [/\b(?:shell|execSync|eval)\b\s*[:(]|\bnew Function\b/, []],
  // What reads the environment while it is loaded.
  [/\bimport\(/, ['src/main.ts', 'src/start-cli.ts']],
  [/'(?:node:)?(?:net|http|https|http2|dgram|dns)'|\bnew WebSocket\b|\bglobalThis\.fetch\b/, []],
  [
    /import (?!type)[^']*\b(?:request|fetch|EnvHttpProxyAgent|Agent|Client|Pool)\b[^']*'undici'/,
    ['src/kestra/http/exchange.ts', 'src/kestra/http/http.ts'],
  ],
  [/import (?!type)[^']*'@octokit\//, ['src/github/api/client.ts']],
  [/(?:import (?!type)[^']*|import\()'@actions\/github/, ['src/main.ts']],
]

test.each(REACHES)('%s is used where it may be, and there alone', (what, where) => {
  expect(files.filter(({ code }) => what.test(code)).map(({ path }) => path)).toEqual(where)
})

test('the door alone knows the toolkit of the runner', () => {
  const users = files.filter(({ code }) => /import (?!type)[^']*'@actions\/core'/.test(code))
  expect(users.map(({ path }) => path)).toEqual(['src/output/runner.ts'])
})

test('the doors are opened once in each program, by the one gate', () => {
  const opened = files.flatMap(({ path, code }) =>
    [...code.matchAll(/\b(openTerminal|openRunner|makeSanitizer)\(/g)].map(([, name]) => `${path} ${name}`),
  )
  expect(opened).toEqual([
    'src/cli.ts makeSanitizer',
    'src/cli.ts openTerminal',
    'src/main.ts makeSanitizer',
    'src/main.ts openRunner',
  ])
})

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '')
}
