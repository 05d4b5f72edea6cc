/**
 * How every git of this program is started. What lies in the workspace may be an attacker's: a tree without `.git` that looks like a
 * bare repository, a sub-folder or a partial clone with a `config` of its own. Git would run the programs that such a file names
 * (git-config(1): core.fsmonitor, core.hooksPath, core.sshCommand, gpg.program, credential.helper, filter.*), so none of it counts here,
 * and none of it could see a secret: git gets an environment of its own. Nor does what such a folder holds to show other objects, other
 * parents or an unchanged file in place of what is there.
 */
export interface GitStart {
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
}

/** `local`: no network, not even for objects that a partial clone left out; `fetch`: the one command that asks the remote. */
export type GitReach = 'local' | 'fetch'

/** A program that fails, for settings that name one; an empty value would mean git's own default. */
const NO_PROGRAM = 'false'

// The later of two values counts, and the command line comes after every file.
const OFF: Readonly<Record<string, string>> = {
  'safe.bareRepository': 'explicit',
  'core.fsmonitor': 'false',
  'core.hooksPath': '/dev/null',
  'core.sshCommand': NO_PROGRAM,
  'core.askPass': '',
  'core.alternateRefsCommand': NO_PROGRAM,
  'credential.helper': '',
  'credential.interactive': 'never',
  'log.showSignature': 'false',
  'gpg.program': NO_PROGRAM,
  'gpg.openpgp.program': NO_PROGRAM,
  'gpg.x509.program': NO_PROGRAM,
  'gpg.ssh.program': NO_PROGRAM,
  // What a file beside the objects says of them: parents and trees of commits, and that a file of the work tree is as it was.
  'core.commitGraph': 'false',
  'core.untrackedCache': 'false',
  'core.checkStat': 'default',
  'core.trustctime': 'true',
  'gc.auto': '0',
  'maintenance.auto': 'false',
  'submodule.recurse': 'false',
}

/** What git needs to find itself, its user's configuration (`safe.directory`) and a place for temporary files. */
const LOCAL =
  'PATH HOME XDG_CONFIG_HOME TMPDIR TEMP TMP USERPROFILE HOMEDRIVE HOMEPATH APPDATA SYSTEMROOT COMSPEC PATHEXT'
/** What the way to the remote needs besides. */
const NETWORK =
  'HTTP_PROXY HTTPS_PROXY ALL_PROXY NO_PROXY SSL_CERT_FILE SSL_CERT_DIR CURL_CA_BUNDLE GIT_SSL_CAINFO GIT_SSL_CAPATH'

/** No ssh: its program is the config's to name. A checkout over ssh has its base commit from GitHub's API. */
const FETCH_PROTOCOLS = 'https:file'

export interface GitStartOptions {
  readonly reach: GitReach
  /** The environment of this process. */
  readonly env: Readonly<Record<string, string | undefined>>
  /** Keys of the configuration that are to be empty besides, whatever is in their names. */
  readonly empty?: readonly string[]
}

/** The arguments and the whole environment for `git <args>`. */
export const gitStart = (args: readonly string[], { reach, env, empty = [] }: GitStartOptions): GitStart => {
  const names = new Set(`${LOCAL}${reach === 'fetch' ? ` ${NETWORK}` : ''}`.split(' '))
  // Names differ in letter case between systems (`Path`, `https_proxy`).
  const kept = Object.entries(env).filter(([name, value]) => value !== undefined && names.has(name.toUpperCase()))
  return {
    // Reading must never wait for, or leave behind, a lock of the index.
    args: [
      '--no-optional-locks',
      '--no-pager',
      ...Object.entries(OFF).flatMap(([key, value]) => ['-c', `${key}=${value}`]),
      ...args,
    ],
    env: {
      ...Object.fromEntries(kept.map(([name, value]) => [name, value ?? ''])),
      // Wins over every `protocol.*` of a config; with no protocol at all nothing can be fetched behind a read either.
      GIT_ALLOW_PROTOCOL: reach === 'fetch' ? FETCH_PROTOCOLS : 'none',
      GIT_NO_LAZY_FETCH: '1',
      // Another object, or other parents, in place of those that a name stands for: nobody reviewed them (git-replace(1)).
      GIT_NO_REPLACE_OBJECTS: '1',
      GIT_GRAFT_FILE: '/dev/null',
      GIT_TERMINAL_PROMPT: '0',
      GIT_ASKPASS: '',
      GIT_CONFIG_COUNT: String(empty.length),
      ...Object.fromEntries(
        empty.flatMap((key, index) => [
          [`GIT_CONFIG_KEY_${index}`, key],
          [`GIT_CONFIG_VALUE_${index}`, ''],
        ]),
      ),
      LC_ALL: 'C',
    },
  }
}
