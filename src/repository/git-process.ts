/**
 * The arguments and the environment of every git process. The workspace may belong to an attacker: a tree without `.git` that looks like
 * a bare repository, or a subfolder or partial clone with its own `config`. Git would run the programs that a config names
 * (git-config(1): core.fsmonitor, core.hooksPath, core.sshCommand, gpg.program, credential.helper, filter.*).
 * - These settings are overridden.
 * - Git gets an environment without secrets.
 * - Files of the workspace cannot substitute objects, parents or the state of files.
 */
export interface GitStart {
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
}

/** `local`: no network, not even for missing objects of a partial clone. `fetch`: the only command that contacts the remote. */
export type GitReach = 'local' | 'fetch'

/** A program that always fails, for settings that name a program. An empty value would select git's default. */
const NO_PROGRAM = 'false'

// Options on the command line override every config file.
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
  // Caches that could give wrong parents and trees of commits, or report a changed file as unchanged.
  'core.commitGraph': 'false',
  'core.untrackedCache': 'false',
  'core.checkStat': 'default',
  'core.trustctime': 'true',
  'gc.auto': '0',
  'maintenance.auto': 'false',
  'submodule.recurse': 'false',
}

/** Variables for git's own programs, the user's configuration (`safe.directory`) and temporary files. */
const LOCAL =
  'PATH HOME XDG_CONFIG_HOME TMPDIR TEMP TMP USERPROFILE HOMEDRIVE HOMEPATH APPDATA SYSTEMROOT COMSPEC PATHEXT'
/** Further variables for the connection to the remote. */
const NETWORK =
  'HTTP_PROXY HTTPS_PROXY ALL_PROXY NO_PROXY SSL_CERT_FILE SSL_CERT_DIR CURL_CA_BUNDLE GIT_SSL_CAINFO GIT_SSL_CAPATH'

/** Without ssh, because the config names its program. For a checkout over ssh, GitHub's API provides the base commit. */
const FETCH_PROTOCOLS = 'https:file'

export interface GitStartOptions {
  readonly reach: GitReach
  /** The environment of this process. */
  readonly env: Readonly<Record<string, string | undefined>>
  /** Further configuration keys to set to an empty value. They may contain any character. */
  readonly empty?: readonly string[]
}

/** The arguments and the whole environment for `git <args>`. */
export const gitStart = (args: readonly string[], { reach, env, empty = [] }: GitStartOptions): GitStart => {
  const names = new Set(`${LOCAL}${reach === 'fetch' ? ` ${NETWORK}` : ''}`.split(' '))
  // The case of names differs between systems (`Path`, `https_proxy`).
  const kept = Object.entries(env).filter(([name, value]) => value !== undefined && names.has(name.toUpperCase()))
  return {
    // A read must never wait for a lock of the index, or leave one behind.
    args: [
      '--no-optional-locks',
      '--no-pager',
      ...Object.entries(OFF).flatMap(([key, value]) => ['-c', `${key}=${value}`]),
      ...args,
    ],
    env: {
      ...Object.fromEntries(kept.map(([name, value]) => [name, value ?? ''])),
      // Overrides every `protocol.*` of a config. Without a protocol, a read cannot fetch anything.
      GIT_ALLOW_PROTOCOL: reach === 'fetch' ? FETCH_PROTOCOLS : 'none',
      GIT_NO_LAZY_FETCH: '1',
      // Replacement objects and parents were not reviewed (git-replace(1)).
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
