import { aFlow } from '../../support/a-flow.ts'
import { HIDDEN_LINE_ENDS, hiddenFlow } from '../../support/hidden-flow.ts'
import type { Lab } from '../lab.ts'
import { expectSame, expectWith } from './expect-same.ts'

/**
 * A line that looks like a comment and holds a whole flow of another namespace: refused at its line, by every command, and nothing is written. That the
 * server would read the second flow is asked of it, so that this says something about the server as well.
 */
export const hiddenLineEnds = async (lab: Lab): Promise<void> => {
  const [namespace, other] = [lab.namespace('reading'), lab.namespace('reading-hidden')]
  for (const [name, end] of Object.entries(HIDDEN_LINE_ENDS)) {
    const text = hiddenFlow({ id: 'shown', namespace }, { id: 'hidden', namespace: other }, end)
    expectSame(`what the server reads behind ${name}`, await readingOf(lab, text), { namespace: other, flow: 'hidden' })
    const repository = lab.repository({
      [`${namespace}/flows/good.yml`]: aFlow({ id: 'good', namespace }),
      [`${namespace}/flows/shown.yml`]: `# All is well\n${text}`,
    })
    for (const args of [['validate', '--offline'], ['plan'], ['deploy'], ['deploy', '--namespaces', namespace]]) {
      const run = await lab.json(repository, args)
      expectWith(`${args.join(' ')} with ${name}`, run, { code: 1, result: 'invalid', writes: [] })
      const found = run.problems.filter(({ code }) => code === 'hidden-line-end')
      expectSame(
        `where ${args.join(' ')} finds ${name}`,
        found.map(({ file, line, column, severity }) => `${file}:${line}:${column} ${severity}`),
        [`${namespace}/flows/shown.yml:2:3 error`],
      )
    }
  }
  expectSame('the hidden flow', await lab.hands.flow(other, 'hidden'), undefined)
  expectSame('the flow beside it', await lab.hands.flow(namespace, 'good'), undefined)
}

/** Every text of a plan comes back under its own name: 150 are more than one request carries. */
export const namesComeBack = async (lab: Lab): Promise<void> => {
  const namespace = lab.namespace('names-come-back')
  const ids = Array.from({ length: 150 }, (_, index) => `flow-${index}`)
  const repository = lab.repository(
    Object.fromEntries(ids.map((id) => [`${namespace}/flows/${id}.yml`, `---\n# ${id}\n${aFlow({ id, namespace })}`])),
  )
  for (let round = 0; round < 5; round += 1) {
    const run = await lab.json(repository, ['plan'])
    expectWith('the plan', run, { code: 0, writes: [] })
    expectSame(
      'its errors',
      run.problems.filter(({ severity }) => severity === 'error'),
      [],
    )
  }
}

/** Each flow has the name in its text, whatever the server calls the entries of its export: no flow is read by itself. */
export const namesFromTexts = async (lab: Lab): Promise<void> => {
  const [one, two] = [lab.namespace('texts'), lab.namespace('texts-of-two')]
  const [daily, quoted, marked] = ['daily-report', 'quoted-id', 'marked'].map((id) => aFlow({ id, namespace: one }))
  const repository = lab.repository({
    [`${one}/flows/daily-report.yml`]: daily ?? '',
    [`${two}/flows/daily-report.yml`]: aFlow({ id: 'daily-report', namespace: two }),
    [`${one}/flows/quoted-id.yml`]: quoted?.replace('id: quoted-id', '"id": "quoted-id"') ?? '',
    [`${one}/flows/marked.yml`]: `---\n# id: other\n${marked}`,
  })
  expectWith('the deploy', await lab.json(repository, ['deploy']), { code: 0, result: 'deployed', problems: [] })
  const plan = await lab.json(repository, ['plan'])
  expectWith('the plan', plan, { code: 0, result: 'in-sync', resources: [] })
  const paths = plan.sent.map(({ path }) => decodeURIComponent(path))
  expectSame(
    'the flows that are read by themselves',
    paths.filter((path) => [one, two].some((namespace) => path.includes(`/flows/${namespace}/`))),
    [],
  )
  expectSame('the exports', paths.filter((path) => path.includes('/flows/export/')).length, 1)
}

const readingOf = async (lab: Lab, text: string): Promise<unknown> => {
  const headers = { 'content-type': 'application/x-yaml' }
  const answer: unknown = await (await lab.call('/flows/validate', { method: 'POST', headers, body: text })).json()
  const [first]: unknown[] = Array.isArray(answer) ? answer : []
  if (typeof first !== 'object' || first === null) return first
  return { namespace: Reflect.get(first, 'namespace'), flow: Reflect.get(first, 'flow') }
}
