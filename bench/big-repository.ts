import { createGitRepository } from '../__tests__/support/git-repository.ts'

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

const LINE = 'select * from orders where day = :day;\n'

const fileText = (index: number, { version, lines }: { readonly version: number; readonly lines: number }): string =>
  `-- version ${version}\n${LINE.repeat(lines)}-- ${index}\n`

/** What is written at once: the contents of a gigabyte of files are never all held. */
const AT_ONCE = 1000

export interface Size extends Count {
  readonly namespaces: number
  /** Of each file; default 800. */
  readonly fileBytes?: number
  /** Divides the flows and files, by their namespaces, over so many folders `root0`, `root1` …; default none. */
  readonly roots?: number
}

/** Makes a repository of `flows` flows and `files` files over so many namespaces, with one commit. */
export const makeBigRepository = ({ flows, files, namespaces, fileBytes = 800, roots }: Size): BigRepository => {
  const lines = Math.ceil(fileBytes / LINE.length)
  const namespaceOf = (index: number): string => `bench.team${index % namespaces}`
  const folderOf = (index: number): string =>
    `${roots === undefined ? '' : `root${(index % namespaces) % roots}/`}${namespaceOf(index)}`
  const flowAt = (version: number) => (index: number) => [
    `${folderOf(index)}/flows/flow-${index}.yml`,
    flowSource(index, { version, namespace: namespaceOf(index) }),
  ]
  const fileAt = (version: number) => (index: number) => [
    `${folderOf(index)}/files/sql/query-${index}.sql`,
    fileText(index, { version, lines }),
  ]
  const repository = createGitRepository()
  const commit = (version: number, count: Count): void => {
    for (const [amount, at] of [
      [count.flows, flowAt(version)],
      [count.files, fileAt(version)],
    ] as const)
      for (let from = 0; from < amount; from += AT_ONCE) {
        const some = Array.from({ length: Math.min(AT_ONCE, amount - from) }, (_, index) => at(from + index))
        repository.write(Object.fromEntries(some))
      }
    repository.commit({})
  }
  let version = 1
  commit(version, { flows, files })
  return {
    directory: repository.dir,
    namespaces: Array.from({ length: namespaces }, (_, index) => namespaceOf(index)),
    change: (count) => {
      version += 1
      commit(version, count)
    },
    [Symbol.dispose]: () => repository[Symbol.dispose](),
  }
}
