import { parseArgs } from 'node:util'
import { versionOf } from '../server/lab.ts'
import { isFor, readCases } from './cases.ts'
import { engineStage } from './engine-stage.ts'
import { outcomeOf, readOutcomes, whyNot, writeOutcomes } from './outcomes.ts'
import { realServer } from './real-server.ts'

const AT_A_TIME = 2

/**
 * `npm run corpus -- [--only TEXT] [--missing] [--prefix NAMESPACE]`: plays each case on the server of KESTRA_URL, and notes in
 * `outcomes/<version>.json` what its twins did. Prints each case that is not proven, and `N proven, M not`. `--only`: the cases whose key holds the
 * text; `--missing`: those of which nothing is noted; `--engine`: the server is an engine of the suite that runs executions (README.md).
 */
const main = async (): Promise<number> => {
  const { KESTRA_URL: url, KESTRA_USERNAME: username, KESTRA_PASSWORD: password, KESTRA_TENANT: tenant } = process.env
  if (!url || !username || !password) {
    console.error('Set KESTRA_URL, KESTRA_USERNAME and KESTRA_PASSWORD (and KESTRA_TENANT, when it is not main).')
    return 1
  }
  const { values } = parseArgs({
    options: {
      only: { type: 'string', default: '' },
      missing: { type: 'boolean', default: false },
      prefix: { type: 'string', default: 'corpus' },
      engine: { type: 'boolean', default: false },
    },
  })
  const target = { url: url.replace(/\/+$/, ''), tenant: tenant || 'main', username, password }
  const answered = await versionOf(target)
  // The engine of 2.0.0 calls itself a snapshot where it stands for a server with dashboards.
  const version = values.engine ? answered.replace('-SNAPSHOT', '') : answered
  const stage = values.engine ? engineStage(target, version) : realServer(target, version)
  const all = readCases()
  const outcomes = new Map(readOutcomes(version))
  const cases = all.filter(
    (each) => isFor(each, version) && each.key.includes(values.only) && !(values.missing && outcomes.has(each.key)),
  )
  const prefix = `${values.prefix}.${Date.now().toString(36)}`
  let unproven = 0
  const waiting = [...cases]
  const worker = async () => {
    for (let each = waiting.shift(); each !== undefined; each = waiting.shift()) {
      try {
        const outcome = await outcomeOf(stage, each, prefix)
        outcomes.set(each.key, outcome)
        writeOutcomes(version, outcomes, all)
        const reason = whyNot(each, outcome)
        if (reason === undefined) continue
        const needs = each.secrets.length === 0 ? '' : ` (the server needs the secrets ${each.secrets.join()})`
        console.log(`${each.key}: ${reason}${needs}`)
      } catch (error) {
        outcomes.delete(each.key)
        console.log(`${each.key}: ${error instanceof Error ? error.message : error}`)
      }
      unproven += 1
    }
  }
  await Promise.all(Array.from({ length: AT_A_TIME }, worker))
  console.log(`Kestra ${version}: ${cases.length - unproven} proven, ${unproven} not`)
  return unproven > 0 ? 1 : 0
}

process.exitCode = await main()
