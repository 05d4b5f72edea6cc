import { expect, test } from 'vitest'
import { deployQuestion } from '../../src/report/deploy-question.ts'
import { describeEngines } from '../engine/engine.ts'
import { aFlow } from '../support/a-flow.ts'
import { runHere } from './run-here.ts'
import { startScenario } from './start-scenario.ts'

describeEngines('the question before a deploy', (version) => {
  test.concurrent('writes nothing without a yes, deploys with one, and asks nothing where nothing changes', async () => {
    using scenario = startScenario(version, { 'company.team/flows/a.yml': aFlow({ id: 'a' }) })
    const questions: string[] = []
    const deploy = (answer: boolean) =>
      runHere('deploy', [], {
        dir: scenario.repository.dir,
        target: scenario.server,
        confirmDeploy: async (report) => {
          questions.push(deployQuestion(report))
          return answer
        },
      })

    const writes = await scenario.writesOf(async () => {
      expect(await deploy(false)).toMatchObject({ code: 1, result: 'refused', reason: 'not-confirmed' })
    })
    expect(writes).toEqual([])
    expect(await deploy(true)).toMatchObject({ code: 0, result: 'deployed' })
    expect(questions).toHaveLength(2)
    expect(questions[0]).toContain('Deploy 1 change to http')

    expect(await deploy(false)).toMatchObject({ code: 0, result: 'in-sync' })
    expect(questions).toHaveLength(2)
  })
})
