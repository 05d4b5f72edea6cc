import { makeRedact } from '../../render/redact.ts'
import { isGood, type Report } from '../../report/report.ts'
import { attempt } from '../api/answer.ts'
import { createDeployment, createDeploymentStatus } from '../api/commits.ts'
import type { Job } from '../job/job.ts'

const PERMISSION = 'deployments: write'

/** Tells GitHub of the deployment when `environment` is set; the function that comes back tells how it ended. */
export const announceDeployment = async (
  job: Pick<Job, 'context' | 'settings' | 'core' | 'github' | 'gate'>,
): Promise<((report: Pick<Report, 'result' | 'message'>) => Promise<void>) | undefined> => {
  const { settings, core, github, gate } = job
  const { shownSha, run } = job.context
  const { environment, server = '' } = settings
  if (github === undefined || environment === undefined) return undefined
  const shown = { environment, log_url: run.url, environment_url: `${server}/ui/` }
  const started = await attempt({
    loss: `The deployment to "${environment}" is not shown on GitHub`,
    permission: PERMISSION,
    work: async () => {
      const id = await createDeployment(github, shownSha, environment)
      const status = { ...shown, deployment_id: id, state: 'in_progress', description: 'Deploying' } as const
      await createDeploymentStatus(github, status)
      return status
    },
  })
  if ('sentence' in started) {
    core.info(started.sentence)
    return undefined
  }
  return async ({ result, message }) => {
    const description = makeRedact({ maskedValues: gate.kept() })(message ?? result)
    const ended = await attempt({
      loss: `The end of the deployment to "${environment}" is not shown on GitHub`,
      permission: PERMISSION,
      work: () =>
        createDeploymentStatus(github, { ...started, state: isGood(result) ? 'success' : 'failure', description }),
    })
    if (ended !== undefined) core.info(ended.sentence)
  }
}
