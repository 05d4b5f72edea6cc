import type { JsonRun } from '../../scenarios/run-cli.ts'
import { aFlow } from '../../support/a-flow.ts'
import type { Lab } from '../lab.ts'
import { expectSame, expectWith } from './expect-same.ts'

const placesOf = ({ problems }: JsonRun): string[] =>
  problems
    .filter(({ severity }) => severity === 'error')
    .map(({ file, line, column }) => `${file?.split('/').at(-1)}:${line}:${column}`)
    .toSorted()

/** Faults that only a server can know, each in the words of that version, at the place in the file that it means. */
export const positions = async (lab: Lab): Promise<void> => {
  const namespace = lab.namespace('invalid')
  const good = aFlow({ id: 'good', namespace })
  const faulty = (id: string, from: string, to: string) => aFlow({ id, namespace }).replace(from, to)
  const repository = lab.repository({
    [`${namespace}/flows/good.yml`]: good,
    [`${namespace}/flows/type.yml`]: faulty('type', 'log.Log', 'log.Logg'),
    [`${namespace}/flows/property.yml`]: faulty('property', 'message:', 'mesage:'),
    [`${namespace}/flows/missing.yml`]: faulty('missing', '    message: hi\n', ''),
  })
  const validate = await lab.json(repository, ['validate'])
  expectWith('validate', validate, { code: 1, result: 'invalid' })
  const places = ['missing.yml:4:5', 'property.yml:4:5', 'property.yml:6:5', 'type.yml:5:11']
  expectSame('where it finds errors', placesOf(validate), places)
  expectWith('the deploy', await lab.json(repository, ['deploy']), { code: 1, result: 'invalid', writes: [] })
  expectSame('the valid flow beside them', await lab.hands.flow(namespace, 'good'), undefined)
}

/**
 * `DELETE /flows/delete/by-query` removes every flow of a tenant (docs/internals/facts/kestra.md, "Names that are routes"). Such a flow is never made
 * here: it must be refused at its line, whatever would lead there, before anything is sent that could change something.
 */
export const collidingName = async (lab: Lab): Promise<void> => {
  const namespace = lab.namespace('route')
  const repository = lab.repository({ 'delete/flows/by-query.yml': aFlow({ id: 'by-query', namespace: 'delete' }) })
  const mapped = lab.repository({ [`${namespace}/flows/by-query.yml`]: aFlow({ id: 'by-query', namespace }) })
  const map = ['--namespace-map', `${namespace} => delete`]
  const runs = {
    'validate offline': await lab.json(repository, ['validate', '--offline']),
    plan: await lab.json(repository, ['plan']),
    'plan with a namespace map': await lab.json(mapped, ['plan', ...map]),
  }
  for (const [what, run] of Object.entries(runs)) {
    expectWith(what, run, { code: 1, result: 'invalid', writes: [] })
    expectSame(
      `the file of the error of ${what}`,
      placesOf(run).length > 0 && placesOf(run)[0]?.split(':')[0],
      'by-query.yml',
    )
  }
}
