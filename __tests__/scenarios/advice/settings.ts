import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { aFlow } from '../../hands/a-flow.ts'
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
    says: '(see --verbose)',
    files: Object.fromEntries(
      ['sales', 'logistics', 'platform'].map((name) => [
        `company.${name}/flows/a.yml`,
        aFlow({ id: 'a', namespace: `company.${name}` }),
      ]),
    ),
    told: ['plan'],
    ways: [{ does: [['plan', '--verbose']], comes: /company\.platform\/flows\// }],
  },
  {
    says: 'Run `kestra-gitops deploy` to apply this.',
    files: FLOW,
    told: ['plan'],
    ways: [{ does: [['deploy']], ...isLive }],
  },
  {
    says: 'Plan with `--server` to know what a deploy does.',
    files: FLOW,
    told: ['plan'],
    isOffline: true,
    ways: [{ does: [['plan', '--server', 'SERVER']], comes: /Plan: 1 flow is created → \d/ }],
  },
  {
    says: '`kestra-gitops validate` shows them',
    files: { ...FLOW, [`${NAMESPACE}/flows/again.yml`]: aFlow({ id: 'a' }) },
    told: ['doctor'],
    ways: [{ does: [['validate']], comes: /again\.yml:\d+:\d+ error/, code: 1 }],
  },
  {
    says: 'is `deploy --when-missing delete` here: it deletes what Git no longer has',
    files: FLOW,
    told: ['prune'],
    ways: [{ does: [['deploy', '--when-missing', 'delete']], ...isLive }],
  },
  {
    says: '`kestra-gitops validate` lists them',
    files: { ...FLOW, [`${NAMESPACE}/flows/old.yml`]: aFlow({ id: 'old', message: "'{{ inputs.nothing }}'" }) },
    given: async (scenario) => {
      write(scenario)
      commit(scenario)
    },
    told: ['plan', '--base', 'HEAD~1'],
    ways: [{ does: [['validate']], comes: /old\.yml:\d+:\d+ warning undeclared-input/ }],
  },
  {
    says: 'No server was asked: KESTRA_URL or --server names one.',
    files: FLOW,
    told: ['plan'],
    isOffline: true,
    ways: [
      { does: [['plan']], comes: /Plan: 1 flow is created → \d/ },
      { does: [['plan', '--server', 'SERVER']], comes: /Plan: 1 flow is created → \d/ },
    ],
  },
  {
    says: 'No server is named. Set KESTRA_URL, KESTRA_USERNAME and KESTRA_PASSWORD (or KESTRA_TOKEN), or give --server.',
    files: FLOW,
    told: ['doctor'],
    isOffline: true,
    ways: [
      { does: [['doctor']], comes: /server: \S+ answers: Kestra [12]\./ },
      { does: [['doctor', '--server', 'SERVER']], comes: /server: \S+ answers: Kestra [12]\./ },
    ],
  },
  {
    says: 'Set "server" (on a terminal KESTRA_URL), "username" and "password", and leave out "offline".',
    files: FLOW,
    told: ['drift', '--offline'],
    ways: [{ does: [['drift']], comes: /Drift: 1 resource is not what Git says/ }],
  },
  {
    says: '`kestra-gitops schema` fetches it from a server, to be committed; or validate …',
    files: FLOW,
    told: ['validate'],
    isOffline: true,
    ways: [
      { does: [['schema'], commit, ['validate', '--offline']], comes: /^(?!.*were not looked at).*Validate: valid/ },
      { does: [['validate']], comes: /^(?!.*were not looked at).*Validate: valid/ },
    ],
  },
  {
    says: 'without "offline"',
    files: FLOW,
    told: ['validate', '--offline'],
    ways: [{ does: [['validate']], comes: /^(?!.*were not looked at).*Validate: valid/ }],
  },
  {
    says: '`kestra-gitops schema --schema …` fetches it again.',
    files: { ...FLOW, [SCHEMA]: '{"broken' },
    told: ['validate', '--offline'],
    ways: [{ does: [['schema', '--schema', SCHEMA], commit, ['validate', '--offline']], comes: /Validate: valid/ }],
  },
  {
    says: 'no commit: a deploy needs one, or --allow-dirty.',
    files: FLOW,
    given: async ({ repository }) => {
      repository.git('update-ref', '-d', 'HEAD')
      repository.git('config', 'remote.origin.url', 'https://github.com/acme/flows.git')
    },
    told: ['doctor', '--allow-dirty'],
    ways: [dirty],
  },
  {
    says: 'Commit them (or name them in `.gitignore`); for a tree that a build step renders, set `allow-dirty`.',
    files: FLOW,
    given: async (scenario) => write(scenario),
    told: ['deploy'],
    ways: [
      { does: [commit, ['deploy']], ...isLive },
      { does: [({ repository }) => repository.commit({ '.gitignore': 'b.yml\n' }), ['deploy']], ...isLive },
      dirty,
    ],
  },
  {
    says: 'Check the repository out with Git (a container needs git for that), or set `allow-dirty` to deploy it as it is.',
    files: FLOW,
    given: async ({ repository }) => rmSync(join(repository.dir, '.git'), { recursive: true }),
    told: ['deploy'],
    ways: [dirty],
  },
  {
    says: 'Start inside of the repository, or name its folder with --chdir.',
    files: FLOW,
    given: async ({ repository }) => {
      rmSync(join(repository.dir, '.git'), { recursive: true })
      mkdirSync(join(repository.dir, 'empty'))
    },
    told: ['plan', '--chdir', 'empty'],
    ways: [{ does: [['plan', '--chdir', 'FOLDER']], comes: /Plan: 1 flow is created/ }],
  },
  {
    says: 'Check "root" and the folders (docs/layouts.md shows the ones that are found by themselves).',
    files: { ...FLOW, 'docs/notes.md': 'Notes.\n' },
    told: ['plan', '--root', 'docs'],
    ways: [{ does: [['plan', '--root', NAMESPACE]], comes: /Plan: 1 flow is created/ }],
  },
  {
    says: 'Folders are given with --root, or --chdir to start in another.',
    files: FLOW,
    told: ['plan', NAMESPACE],
    ways: [
      { does: [['plan', '--root', NAMESPACE]], comes: /Plan: 1 flow is created/ },
      { does: [['plan', '--chdir', NAMESPACE]], comes: /Plan: 1 flow is created/ },
    ],
  },
  {
    says: '--help shows all.',
    files: FLOW,
    told: ['plam'],
    ways: [{ does: [['--help']], comes: /Commands.*plan .*Flags/ }],
  },
  {
    says: '--help after a command shows all its flags.',
    files: FLOW,
    told: ['plan', '--ofline'],
    ways: [{ does: [['plan', '--help']], comes: /Flags.*--offline/ }],
  },
  {
    says: 'are left out: --diff shows them.',
    files: Object.fromEntries(
      Array.from({ length: 60 }, (_, index) => [`${NAMESPACE}/flows/f${index}.yml`, aFlow({ id: `f${index}` })]),
    ),
    told: ['plan'],
    ways: [{ does: [['plan', '--diff']], comes: /\+id: f59/ }],
  },
  {
    says: 'Name one with "namespace" to export it.',
    files: FLOW,
    given: ({ hands }) => hands.saveFlow('sales', 'b', aFlow({ id: 'b', namespace: 'sales' })),
    told: ['export'],
    ways: [{ does: [['export', '--namespace', 'sales']], comes: /Export: .*1 new|new file `sales\/flows\/b\.yml`/ }],
  },
  {
    says: 'Export with a map that names only one of them.',
    files: FLOW,
    given: ({ hands }) => hands.saveFlow('prod', 'b', aFlow({ id: 'b', namespace: 'prod' })),
    told: ['export', '--namespace-map', 'company.team => prod', '--namespace-map', 'company.ops => prod'],
    ways: [
      {
        does: [['export', '--namespace-map', 'company.team => prod']],
        comes: /new file `company\.team\/flows\/b\.yml`/,
      },
    ],
  },
]
