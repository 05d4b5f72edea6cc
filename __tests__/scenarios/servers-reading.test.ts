import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { describeEngines } from '../engine/engine.ts'
import { pullRequestEvent } from '../github-stub/events.ts'
import { addPullRequest } from '../github-stub/fixtures.ts'
import { startGitHub } from '../github-stub/start-github.ts'
import { aDashboard } from '../support/a-dashboard.ts'
import { aFlow } from '../support/a-flow.ts'
import { HIDDEN_LINE_ENDS, hiddenFlow } from '../support/hidden-flow.ts'
import { otherParser, type Reread } from '../support/other-parser.ts'
import { runAction } from './run-action.ts'
import { type Scenario, startScenario } from './start-scenario.ts'

const OK = { id: 'shown', namespace: 'company.team' }
const HIDDEN = { id: 'hidden', namespace: 'company.prod' }
const SILENCED = {
  '.kestra/gitops.yml': 'severities: { hidden-line-end: off, read-as-another: off }\n',
}
const COMMENT = '# kestra-gitops: ignore hidden-line-end, read-as-another\n'

const names = async ({ hands }: Scenario) => (await hands.flows()).map(({ namespace, id }) => `${namespace}.${id}`)

/** Errors as `file:line:column code`. */
const errorsOf = ({ problems }: Awaited<ReturnType<Scenario['json']>>) =>
  problems
    .filter(({ severity }) => severity === 'error')
    .map(({ file, line, column, code }) => `${file}:${line}:${column} ${code}`)

describeEngines('what the server reads', (version) => {
  test.concurrent('in a line that no reader sees is refused at its place, in everything that is YAML', async () => {
    using scenario = startScenario(version, {
      ...SILENCED,
      'company.team/flows/shown.yml': COMMENT + hiddenFlow(OK, HIDDEN),
      'company.team/flows/mac.yml': aFlow({ id: 'mac' }).replaceAll('\n', '\r'),
      '_global/dashboards/sales.yml': `${aDashboard({ id: 'sales' })}# a\u0085b: c\n`,
      'company.team/kv.yml': 'limit: 3 # \u2029other: 4\n',
      'company.team/files/any.yml': Object.values(HIDDEN_LINE_ENDS).join('x'),
    })
    const lines = aDashboard({ id: 'sales' }).split('\n').length
    const expected = [
      `_global/dashboards/sales.yml:${lines}:4 hidden-line-end`,
      'company.team/flows/mac.yml:1:8 hidden-line-end',
      'company.team/flows/shown.yml:2:3 hidden-line-end',
      'company.team/kv.yml:1:12 hidden-line-end',
    ]
    const hidden = (run: Awaited<ReturnType<Scenario['json']>>) =>
      errorsOf(run).filter((error) => error.endsWith('hidden-line-end'))
    const writes = await scenario.writesOf(async () => {
      for (const args of [['validate', '--offline'], ['plan'], ['deploy'], ['deploy', '--namespaces', OK.namespace]]) {
        const run = await scenario.json(args)
        expect([run.code, run.result, hidden(run)]).toEqual([1, 'invalid', expected])
      }
    })
    expect([writes, await names(scenario)]).toEqual([[], []])
    scenario.repository.commit({
      'company.team/flows/shown.yml': aFlow(OK),
      'company.team/flows/mac.yml': null,
      '_global/dashboards/sales.yml': null,
      'company.team/kv.yml': null,
    })
    expect(await scenario.json(['deploy'])).toMatchObject({ code: 0, result: 'deployed' })
    expect(await scenario.hands.file('company.team', '/any.yml')).toEqual(
      Buffer.from(Object.values(HIDDEN_LINE_ENDS).join('x')),
    )
  })

  test.concurrent('on the server in such a line is spelt out where it changes, and in words', async () => {
    using scenario = startScenario(version, { 'company.team/flows/shown.yml': aFlow(OK) })
    await scenario.json(['deploy'])
    const more = '# note\u2028  - {id: other, type: io.kestra.plugin.core.log.Log, message: x}\n'
    await scenario.hands.saveFlow(OK.namespace, OK.id, aFlow({ ...OK, more }))
    const { stdout } = await scenario.run(['plan', '--on-drift', 'overwrite'])
    expect(stdout).toContain('# note⟨U+2028⟩  - {id: other')
    expect(stdout).toContain('other')
    expect(stdout).not.toContain('only comments')
    const exported = await scenario.json(['export'])
    expect(JSON.stringify(exported)).toContain('ends a line at U+2028 (in line 7)')
    expect(readFileSync(join(scenario.repository.dir, 'company.team/flows/shown.yml'), 'utf8')).toBe(aFlow(OK))
  })

  test.concurrent('is refused where it is another name than was planned, also of a mapped text', async () => {
    using scenario = startScenario(version, {
      ...SILENCED,
      'company.team/flows/shown.yml': aFlow(OK),
      'company.team/flows/beside.yml': aFlow({ id: 'beside' }),
    })
    const reread: Reread = ({ path }, body) =>
      path.endsWith('/flows/validate')
        ? body.replace(/id: shown\nnamespace: (?:company|mapped)\.team/, 'id: hidden\nnamespace: company.prod')
        : body
    await using other = await otherParser(scenario.server.url, reread)
    const target = { ...scenario.server, url: other.url }
    const writes = await scenario.writesOf(async () => {
      for (const args of [
        ['validate'],
        ['plan'],
        ['deploy'],
        ['deploy', '--namespace-map', 'company.team => mapped.team'],
      ]) {
        const run = await scenario.json(args, { target })
        const planned = args.includes('--namespace-map') ? 'mapped.team' : 'company.team'
        expect([run.code, run.result, errorsOf(run)]).toEqual([
          1,
          'invalid',
          ['company.team/flows/shown.yml:2:12 read-as-another'],
        ])
        expect(run.problems.map(({ message }) => message).join()).toContain(
          `reads the flow \`company.prod.hidden\` in this text, planned as \`${planned}.shown\``,
        )
      }
    })
    expect([writes, await names(scenario)]).toEqual([[], []])
  })

  test.concurrent('is refused in the comment of a pull request, and in a preview', async () => {
    using scenario = startScenario(version, { 'company.team/flows/beside.yml': aFlow({ id: 'beside' }) })
    const { repository } = scenario
    const token = 'ghs_reading'
    const tokens = { [token]: { permissions: { contents: 'read', 'pull-requests': 'write' } } } as const
    await using github = await startGitHub({ repository: 'acme/flows', gitDir: repository.dir, tokens })
    repository.branch('feature')
    repository.commit({ 'company.team/flows/shown.yml': aFlow(OK) })
    addPullRequest(github.world, { head: 'feature' })
    const [headSha, baseSha] = [repository.sha('feature'), repository.sha('main')]
    const event = pullRequestEvent({ action: 'opened', headSha, baseSha, mergeSha: headSha })
    await using other = await otherParser(scenario.server.url, ({ path }, body) =>
      path.endsWith('/flows/validate') ? body.replace('id: shown', 'id: hidden') : body,
    )
    const before = { ...scenario, server: { ...scenario.server, url: other.url } }
    for (const preview of ['false', 'true']) {
      const run = await runAction(before, { event, github, inputs: { 'github-token': token, preview } })
      expect(run.code).toBe(1)
      const planned = `${preview === 'true' ? 'pr-1.' : ''}company.team`
      expect(run.summary).toContain(`\`${planned}.hidden\` in this text, planned as \`${planned}.shown\``)
      expect(github.world.comments.map(({ body }) => body).join()).toContain('company.team.hidden')
    }
    expect(await names(scenario)).toEqual([])
    expect(github.breaches).toEqual([])
  })

  test.concurrent('is told by its name where it stores another text under one, and all else is put back', async () => {
    using scenario = startScenario(version, {
      'company.team/flows/beside.yml': aFlow({ id: 'beside' }),
      'company.team/flows/shown.yml': aFlow({ ...OK, calls: ['beside'] }),
    })
    const reread: Reread = ({ method, path }, body) =>
      method === 'POST' && path.endsWith('/flows')
        ? body.replace(/id: shown\n.*/, 'id: hidden\nnamespace: company.prod')
        : body
    await using other = await otherParser(scenario.server.url, reread)
    const run = await scenario.json(['deploy'], { target: { ...scenario.server, url: other.url } })
    expect([run.code, run.result]).toEqual([1, 'failed'])
    expect(JSON.stringify(run)).toContain('stored it as company.prod.hidden; it is left as it is')
    expect(await names(scenario)).toEqual(['company.prod.hidden'])
  })
})
