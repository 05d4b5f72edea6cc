import { editOnServer } from '../../support/shop.ts'
import { DELETES, type GoldenCase, logFlow } from './golden-case.ts'

const MANY = 500
const GONE = 300
const FOUGHT = 100
const TASKS = 3

const bigSource = (id: number, edit: string): string =>
  `id: flow-${id}\nnamespace: company.team\ntasks:\n${Array.from({ length: TASKS }, (_, task) => `  - id: task-${task}\n    type: io.kestra.plugin.core.log.Log\n    message: ${edit} number ${task} of a long flow with much text\n`).join('')}`

const flows = <T>(count: number, make: (id: number) => readonly [string, T]): Readonly<Record<string, T>> =>
  Object.fromEntries(Array.from({ length: count }, (_, id) => make(id)))

const big = (edit: string) => flows(MANY, (id) => [`company.team/flows/flow-${id}.yml`, bigSource(id, edit)])
const gone = (id: number) => ({
  file: `flows/gone-${id}.yml`,
  namespace: `company.team-${id % 45}`,
  name: `gone-${id}`,
})
const fought = (text: string) =>
  flows(FOUGHT, (id) => [`company.team/flows/fought-${id}.yml`, logFlow('company.team', `fought-${id}`, text)])

/** 500 changed flows, 300 deletions, 100 conflicts and 500 errors: each list is shortened. */
export const huge: GoldenCase = {
  name: 'huge',
  story: {
    has: () => false,
    deployed: {
      ...big('before'),
      ...fought('one'),
      ...flows(GONE, (id) => [gone(id).file, logFlow(gone(id).namespace, gone(id).name, 'Long ago')]),
    },
    server: (server) => {
      for (let id = 0; id < FOUGHT; id += 1)
        editOnServer(server, `company.team/fought-${id}`, (text) => text.replace('one', 'by hand'))
    },
    change: { ...big('after'), ...fought('two'), ...flows(GONE, (id) => [gone(id).file, null]) },
    meanwhile: ({ objections }) => {
      for (let id = 0; id < MANY; id += 1)
        objections.set(`company.team/flows/flow-${id}.yml`, [
          `Validation error: task-${id % TASKS}.message: must not be null\n`,
        ])
    },
    settings: DELETES,
  },
}
