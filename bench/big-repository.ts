import { createGitRepository, type FileChanges } from '../__tests__/hands/git-repository.ts'

/** A repository of flows and namespace files in a temporary folder. */
export interface BigRepository extends Disposable {
  readonly directory: string
  readonly namespaces: readonly string[]
  /** Changes the first `flows` flows and `files` files, and commits. */
  change(count: Count): void
}

interface Count {
  readonly flows: number
  readonly files: number
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
}: Count & { readonly namespaces: number }): BigRepository => {
  const namespaceOf = (index: number): string => `bench.team${index % namespaces}`
  const filesAt = (version: number, count: Count): FileChanges =>
    Object.fromEntries([
      ...Array.from({ length: count.flows }, (_, index) => [
        `${namespaceOf(index)}/flows/flow-${index}.yml`,
        flowSource(index, { version, namespace: namespaceOf(index) }),
      ]),
      ...Array.from({ length: count.files }, (_, index) => [
        `${namespaceOf(index)}/files/sql/query-${index}.sql`,
        fileText(index, version),
      ]),
    ])
  let version = 1
  const repository = createGitRepository({ files: filesAt(version, { flows, files }) })
  return {
    directory: repository.dir,
    namespaces: Array.from({ length: namespaces }, (_, index) => namespaceOf(index)),
    change: (count) => {
      version += 1
      repository.commit(filesAt(version, count))
    },
    [Symbol.dispose]: () => repository[Symbol.dispose](),
  }
}
