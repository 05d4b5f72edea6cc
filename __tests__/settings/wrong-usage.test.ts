import { describe, expect, it } from 'vitest'
import { parseFlags } from '../../src/settings/cli/command-line.ts'
import { flagsOf } from '../../src/settings/inputs/inputs.ts'

const complaint = (line: string): string => {
  try {
    parseFlags(line.split(' '), {})
  } catch (error) {
    return error instanceof Error ? error.message : ''
  }
  return 'taken'
}

describe('a word of another tool', () => {
  it.each([
    ['apply', '`apply` is `deploy` here. --help'],
    ['sync', 'is `deploy` here'],
    ['Push', 'is `deploy` here'],
    ['diff', 'is `plan` here'],
    ['status', 'is `drift` here'],
    ['lint', 'is `validate` here'],
    ['pull', 'is `export` here'],
    ['destroy', '`deploy --when-missing delete`'],
    ['rollback', 'revert the change there, and `deploy`'],
    ['login', '`login` is not needed: KESTRA_URL, KESTRA_USERNAME and KESTRA_PASSWORD'],
    ['init', '`doctor` shows what is missing'],
    ['flow validate x', "belongs to Kestra's own command line"],
    ['help apply', '`apply` is `deploy` here'],
    ['xyzzy', 'Give one of the commands validate, plan,'],
  ])('%s', (line, says) => {
    expect(complaint(line)).toContain(says)
  })
})

describe('a flag of another tool', () => {
  it.each([
    ['plan --output json', '`--output` is `--format` here; `--json` prints one JSON document. --help'],
    ['plan -o json', '`-o` is `--format` here'],
    ['plan --output=json', '`--output` is `--format` here'],
    ['deploy --auto-approve', '`--auto-approve` is `--yes` here'],
    ['deploy -f flows', '`-f` is `--root` here'],
    ['deploy --prune', '`--prune` is `--when-missing` here: "delete" deletes'],
    ['plan --url http://a.example', '`--url` is `--server` here'],
    ['plan --user a', '`--user` is `--username` here'],
    ['plan --api-token a', '`--api-token` is KESTRA_TOKEN here'],
    ['plan -p a', '`-p` is KESTRA_PASSWORD here'],
    ['plan --token a', '`--token` is not a flag: set the secret in the environment, as KESTRA_TOKEN.'],
    ['plan --insecure', 'certificates are always checked; `--ca-cert`'],
    ['plan --debug', '`--diff` shows the texts'],
    ['plan -v', '`version` prints the version'],
    ['plan --environment prod', '`--environment` is an input of the action, not a flag.'],
  ])('%s', (line, says) => {
    expect(complaint(line)).toContain(says)
  })
})

describe('a flag that is not written as one', () => {
  it.each([
    ['plan --ofline', '`--ofline` is not a flag; did you mean `--offline`?'],
    ['plan --Offline', 'did you mean `--offline`?'],
    ['plan --when_missing keep', 'did you mean `--when-missing`?'],
    ['plan --no-recrod', 'did you mean `--no-record`?'],
    ['plan -server x', '`-server` is not a flag; did you mean `--server`?'],
    ['plan --namespace', '`--namespace` needs a value.'],
    ['plan --server --offline', '`--server` needs a value.'],
    ['plan --diff=true', '`--diff` takes no value.'],
  ])('%s', (line, says) => {
    expect(complaint(line)).toContain(says)
  })

  it('is told with dashes, whatever it is', () => {
    const flags = flagsOf(undefined).filter(({ name }) => name.length > 5)
    expect(flags.length).toBeGreaterThan(20)
    for (const { name } of flags) expect(complaint(`plan --${name}x`)).toContain(`did you mean \`--${name}\`?`)
  })

  it('repeats no value: it may be a secret', () => {
    for (const line of ['plan --pasword=hunter2', 'plan -password=hunter2', 'plan --password=hunter2 plan'])
      expect(complaint(line)).not.toContain('hunter2')
  })
})
