import type { ActionsToolkit } from '../../output/runner.ts'
import type { PlannedResource } from '../../plan/plan.ts'
import { planOf, type Report } from '../../report/report.ts'
import { changesOf } from '../../report/report-text.ts'
import { groupCases } from '../../report/test-text.ts'

interface OutputDefinition {
  readonly description: string
  /** The value of the output if the run ends early. */
  readonly default: string
}

/** Every output of the action. `npm run docs` generates action.yml and docs/inputs.md from it. */
export const OUTPUTS = {
  result: {
    description: 'in-sync, changes, deployed, drift, invalid, refused or failed.',
    default: 'failed',
  },
  reason: { description: 'Kebab-case code of a refusal or failure; empty when there is none.', default: '' },
  changes: {
    description: '"true" when the plan would write something, or something was edited on the server.',
    default: 'false',
  },
  summary: { description: 'JSON: how many resources of each class, e.g. {"create":1,"update":2}.', default: '{}' },
  create: { description: 'How many resources are created.', default: '0' },
  update: { description: 'How many resources are updated, adopted ones included.', default: '0' },
  delete: { description: 'How many resources are deleted.', default: '0' },
  drift: { description: 'How many resources were edited on the server.', default: '0' },
  conflict: { description: 'How many resources changed both in Git and on the server.', default: '0' },
  invalid: { description: 'How many resources are invalid.', default: '0' },
  'tests-passed': { description: 'How many flow tests, or smoke runs after a deploy, passed.', default: '0' },
  'tests-failed': { description: 'How many of them failed or could not be judged.', default: '0' },
  'tests-skipped': { description: 'How many of them were skipped.', default: '0' },
  digest: { description: 'Hash of what will change (sha256:…); equal plans have equal digests.', default: '' },
  'plan-json': { description: 'Path of plan.json (docs/plan.schema.json describes it).', default: '' },
  'comment-url': { description: 'Address of the comment on the pull request.', default: '' },
} as const satisfies Readonly<Record<string, OutputDefinition>>

type OutputName = keyof typeof OUTPUTS
export type Outputs = Readonly<Record<OutputName, string>>

/** Sets every output. Without `outputs` it sets the defaults; call it so first, so that a run that ends early leaves none unset. */
export const setOutputs = (sink: Pick<ActionsToolkit, 'setOutput'>, outputs?: Outputs): void => {
  for (const name of OUTPUT_NAMES) sink.setOutput(name, outputs?.[name] ?? OUTPUTS[name].default)
}

const OUTPUT_NAMES = Object.keys(OUTPUTS).filter((name): name is OutputName => Object.hasOwn(OUTPUTS, name))

/** The outputs of a finished run: counts and a path, never the plan. GitHub accepts 1 MB, and drops outputs that contain a secret. */
export const outputsOf = (
  report: Report,
  { planJson = '', commentUrl = '' }: { readonly planJson?: string; readonly commentUrl?: string } = {},
): Outputs => {
  const { result, reason } = report
  const { summary, digest } = changesOf(report) ?? { summary: undefined, digest: '' }
  const update = (summary?.update ?? 0) + (summary?.adopt ?? 0)
  const { passed, broken, skipped } = groupCases(report.tests)
  const hasChanges = result === 'changes' || planOf(report)?.resources.some(isDifference) === true
  return {
    result,
    reason: reason ?? '',
    changes: String(hasChanges),
    summary: JSON.stringify(summary ?? {}),
    create: String(summary?.create ?? 0),
    update: String(update),
    delete: String(summary?.delete ?? 0),
    drift: String(summary?.drift ?? 0),
    conflict: String(summary?.conflict ?? 0),
    invalid: String(summary?.invalid ?? 0),
    'tests-passed': String(passed.length),
    'tests-failed': String(broken.length),
    'tests-skipped': String(skipped.length),
    digest,
    'plan-json': planJson,
    'comment-url': commentUrl,
  }
}

const isDifference = ({ action, change }: PlannedResource): boolean =>
  action !== 'none' || change === 'drift' || change === 'conflict'
