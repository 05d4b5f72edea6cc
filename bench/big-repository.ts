import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** A repository of flows and namespace files in a temporary folder. */
export interface BigRepository extends Disposable {
  readonly directory: string
  readonly namespaces: readonly string[]
  /** Changes the first `flows` flows and `files` files, and commits. */
  change(count: { readonly flows: number; readonly files: number }): void
}

interface Place {
  readonly version: number
  readonly namespace: string
}

const flowSource = (index: number, { version, namespace }: Place): string => `id: flow-${index}
namespace: ${namespace}
description: Loads the data of one source and tells the people who wait for it.
labels:
  team: ${namespace}
  version: "${version}"
inputs:
  - id: date
    type: DATE
    required: false
  - id: rows
    type: INT
    defaults: ${index}
tasks:
  - id: fetch
    type: io.kestra.plugin.core.http.Request
    uri: https://source-${index}.example.com/data
    method: GET
  - id: each
    type: io.kestra.plugin.core.flow.Parallel
    tasks:
      - id: first
        type: io.kestra.plugin.core.log.Log
        message: "first of {{ inputs.rows }} rows"
      - id: second
        type: io.kestra.plugin.core.debug.Return
        format: "{{ outputs.fetch.code }}"
  - id: done
    type: io.kestra.plugin.core.log.Log
    message: Loaded
triggers:
  - id: nightly
    type: io.kestra.plugin.core.trigger.Schedule
    cron: "${index % 60} 3 * * *"
`

const fileText = (index: number, version: number): string =>
  `-- version ${version}\n${'select * from orders where day = :day;\n'.repeat(20)}-- ${index}\n`

/** Makes a repository of `flows` flows and `files` files over so many namespaces, with one commit. */
export const makeBigRepository = ({
  flows,
  files,
  namespaces,
}: {
  readonly flows: number
  readonly files: number
  readonly namespaces: number
}): BigRepository => {
  const namespaceOf = (index: number): string => `bench.team${index % namespaces}`
  const directory = mkdtempSync(join(tmpdir(), 'kestra-gitops-bench-'))
  const git = (...args: readonly string[]): void => {
    execFileSync('git', ['-c', 'user.name=Bench', '-c', 'user.email=bench@example.com', ...args], {
      cwd: directory,
      stdio: 'ignore',
    })
  }
  let version = 1
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(directory, path)), { recursive: true })
    writeFileSync(join(directory, path), text)
  }
  const writeAll = (flowCount: number, fileCount: number): void => {
    for (let index = 0; index < flowCount; index += 1)
      write(
        `${namespaceOf(index)}/flows/flow-${index}.yml`,
        flowSource(index, { version, namespace: namespaceOf(index) }),
      )
    for (let index = 0; index < fileCount; index += 1)
      write(`${namespaceOf(index)}/files/sql/query-${index}.sql`, fileText(index, version))
  }
  writeAll(flows, files)
  git('init', '--quiet', '--initial-branch=main')
  git('add', '--all')
  git('commit', '--quiet', '--message=first')
  return {
    directory,
    namespaces: Array.from({ length: namespaces }, (_, index) => namespaceOf(index)),
    change: (count) => {
      version += 1
      writeAll(count.flows, count.files)
      git('commit', '--quiet', '--all', '--message=change')
    },
    [Symbol.dispose]: () => rmSync(directory, { recursive: true, force: true }),
  }
}
