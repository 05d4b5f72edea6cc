import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { aFlow } from '../../support/a-flow.ts'
import type { Scenario } from '../start-scenario.ts'
import type { Advice, Way } from './advice.ts'

const NAMESPACE = 'company.team'
const FLOW = { [`${NAMESPACE}/flows/a.yml`]: aFlow({ id: 'a' }) }
const SCHEMA = '.kestra/flow-schema.json'

const commit = ({ repository }: Scenario) => repository.commit({})
const write = ({ repository }: Scenario) => repository.write({ [`${NAMESPACE}/flows/b.yml`]: aFlow({ id: 'b' }) })
const isLive: Pick<Way, 'comes'> = { comes: /flows? (?:is|are) live/ }
const dirty: Way = { does: [['deploy', '--allow-dirty']], ...isLive }

/** What is said of flags, folders and servers that are missing or mistaken. */
export const OF_SETTINGS: readonly Advice[] = [
  {
    title: 'many folders',
    names: ['--verbose'],
    files: Object.fromEntries(
      ['sales', 'logistics', 'platform'].map((name) => [
        `company.${name}/flows/a.yml`,
        aFlow({ id: 'a', namespace: `company.${name}` }),
      ]),
    ),
    reported: ['plan'],
    ways: [{ does: [['plan', '--verbose']], comes: /company\.platform\/flows\// }],
  },
  {
    title: 'a plan',
    names: ['kestra-gitops deploy'],
    files: FLOW,
    reported: ['plan'],
    ways: [{ does: [['deploy']], ...isLive }],
  },
  {
    title: 'a plan without a server',
    names: ['--server'],
    files: FLOW,
    reported: ['plan'],
    isOffline: true,
    ways: [{ does: [['plan', '--server', 'SERVER']], comes: /Plan: 1 flow is created → \d/ }],
  },
  {
    title: 'errors that doctor counts',
    names: ['kestra-gitops validate'],
    files: { ...FLOW, [`${NAMESPACE}/flows/again.yml`]: aFlow({ id: 'a' }) },
    reported: ['doctor'],
    ways: [{ does: [['validate']], comes: /again\.yml:\d+:\d+ error/, code: 1 }],
  },
  {
    title: 'a command of another tool',
    names: ['deploy --when-missing delete'],
    files: FLOW,
    reported: ['prune'],
    ways: [{ does: [['deploy', '--when-missing', 'delete']], ...isLive }],
  },
  {
    title: 'warnings in files that did not change',
    names: ['kestra-gitops validate'],
    files: { ...FLOW, [`${NAMESPACE}/flows/old.yml`]: aFlow({ id: 'old', message: "'{{ inputs.nothing }}'" }) },
    given: async (scenario) => {
      write(scenario)
      commit(scenario)
    },
    reported: ['plan', '--base', 'HEAD~1'],
    ways: [{ does: [['validate']], comes: /old\.yml:\d+:\d+ warning undeclared-input/ }],
  },
  {
    title: 'a plan for which no server is named',
    names: ['KESTRA_URL', '--server'],
    files: FLOW,
    reported: ['plan'],
    isOffline: true,
    ways: [
      { does: [['plan']], comes: /Plan: 1 flow is created → \d/ },
      { does: [['plan', '--server', 'SERVER']], comes: /Plan: 1 flow is created → \d/ },
    ],
  },
  {
    title: 'doctor without a server',
    names: ['KESTRA_URL', '--server'],
    files: FLOW,
    reported: ['doctor'],
    isOffline: true,
    ways: [
      { does: [['doctor']], comes: /server: \S+ answers: Kestra [12]\./ },
      { does: [['doctor', '--server', 'SERVER']], comes: /server: \S+ answers: Kestra [12]\./ },
    ],
  },
  {
    title: 'drift without a server',
    names: ['KESTRA_URL', '"offline"'],
    files: FLOW,
    reported: ['drift', '--offline'],
    ways: [{ does: [['drift']], comes: /Drift: 1 resource is not what Git says/ }],
  },
  {
    title: 'no schema without a server',
    names: ['kestra-gitops schema', 'validate'],
    files: FLOW,
    reported: ['validate'],
    isOffline: true,
    ways: [
      { does: [['schema'], commit, ['validate', '--offline']], comes: /^(?!.*were not looked at).*Validate: valid/ },
      { does: [['validate']], comes: /^(?!.*were not looked at).*Validate: valid/ },
    ],
  },
  {
    title: 'no schema with offline',
    names: ['"offline"'],
    files: FLOW,
    reported: ['validate', '--offline'],
    ways: [{ does: [['validate']], comes: /^(?!.*were not looked at).*Validate: valid/ }],
  },
  {
    title: 'a broken schema',
    names: [`kestra-gitops schema --schema ${SCHEMA}`],
    files: { ...FLOW, [SCHEMA]: '{"broken' },
    reported: ['validate', '--offline'],
    ways: [{ does: [['schema', '--schema', SCHEMA], commit, ['validate', '--offline']], comes: /Validate: valid/ }],
  },
  {
    title: 'no commit',
    names: ['--allow-dirty'],
    files: FLOW,
    given: async ({ repository }) => {
      repository.git('update-ref', '-d', 'HEAD')
      repository.git('config', 'remote.origin.url', 'https://github.com/acme/flows.git')
    },
    reported: ['doctor', '--allow-dirty'],
    ways: [dirty],
  },
  {
    title: 'files that are not committed',
    names: ['.gitignore', 'allow-dirty'],
    files: FLOW,
    given: async (scenario) => write(scenario),
    reported: ['deploy'],
    ways: [
      { does: [commit, ['deploy']], ...isLive },
      { does: [({ repository }) => repository.commit({ '.gitignore': 'b.yml\n' }), ['deploy']], ...isLive },
      dirty,
    ],
  },
  {
    title: 'a folder outside of Git',
    names: ['allow-dirty'],
    files: FLOW,
    given: async ({ repository }) => rmSync(join(repository.dir, '.git'), { recursive: true }),
    reported: ['deploy'],
    ways: [dirty],
  },
  {
    title: 'a folder outside of the repository',
    names: ['--chdir'],
    files: FLOW,
    given: async ({ repository }) => {
      rmSync(join(repository.dir, '.git'), { recursive: true })
      mkdirSync(join(repository.dir, 'empty'))
    },
    reported: ['plan', '--chdir', 'empty'],
    ways: [{ does: [['plan', '--chdir', 'FOLDER']], comes: /Plan: 1 flow is created/ }],
  },
  {
    title: 'a root without flows',
    names: ['"root"'],
    files: { ...FLOW, 'docs/notes.md': 'Notes.\n' },
    reported: ['plan', '--root', 'docs'],
    ways: [{ does: [['plan', '--root', NAMESPACE]], comes: /Plan: 1 flow is created/ }],
  },
  {
    title: 'an argument that is a folder',
    names: ['--root', '--chdir'],
    files: FLOW,
    reported: ['plan', NAMESPACE],
    ways: [
      { does: [['plan', '--root', NAMESPACE]], comes: /Plan: 1 flow is created/ },
      { does: [['plan', '--chdir', NAMESPACE]], comes: /Plan: 1 flow is created/ },
    ],
  },
  {
    title: 'an unknown command',
    names: ['--help'],
    files: FLOW,
    reported: ['plam'],
    ways: [{ does: [['--help']], comes: /Commands.*plan .*Flags/ }],
  },
  {
    title: 'an unknown flag',
    names: ['--help'],
    files: FLOW,
    reported: ['plan', '--ofline'],
    ways: [{ does: [['plan', '--help']], comes: /Flags.*--offline/ }],
  },
  {
    title: 'diffs that are too long',
    names: ['--diff'],
    files: Object.fromEntries(
      Array.from({ length: 60 }, (_, index) => [`${NAMESPACE}/flows/f${index}.yml`, aFlow({ id: `f${index}` })]),
    ),
    reported: ['plan'],
    ways: [{ does: [['plan', '--diff']], comes: /\+id: f59/ }],
  },
  {
    title: 'flows of a namespace that Git does not have',
    names: ['"namespace"'],
    files: FLOW,
    given: ({ hands }) => hands.saveFlow('sales', 'b', aFlow({ id: 'b', namespace: 'sales' })),
    reported: ['export'],
    ways: [{ does: [['export', '--namespace', 'sales']], comes: /Export: .*1 new|new file `sales\/flows\/b\.yml`/ }],
  },
  {
    title: 'two names for one namespace',
    names: ['map'],
    files: FLOW,
    given: ({ hands }) => hands.saveFlow('prod', 'b', aFlow({ id: 'b', namespace: 'prod' })),
    reported: ['export', '--namespace-map', 'company.team => prod', '--namespace-map', 'company.ops => prod'],
    ways: [
      {
        does: [['export', '--namespace-map', 'company.team => prod']],
        comes: /new file `company\.team\/flows\/b\.yml`/,
      },
    ],
  },
]
