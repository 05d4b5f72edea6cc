import type { Problem } from '../../src/finding/problem.ts'
import type { RuleExamples } from '../../src/lint/define-rule.ts'
import { validateOffline } from '../../src/lint/validate-offline.ts'
import type { ResourceName } from '../../src/resource/resource.ts'
import { readSuite } from '../../src/suites/suite.ts'
import { parseYaml } from '../../src/yaml/yaml-document.ts'
import { aDesiredFile, aDesiredFlow } from './offline-problems.ts'

const NAMESPACE = 'company.team'
const FLOW_ON_SERVER = 'tasks:\n  - id: hello\n    type: io.kestra.plugin.core.log.Log\n    message: Hello\n'

/** The problems of the text of an example, with the facts of its context. */
export const lintExample = (text: string, context: RuleExamples['context'] = {}): readonly Problem[] => {
  const { version, secrets, files = [], pairs = {}, hasServer, onServer = [], suite = 'test' } = context
  const texts = text.split(/^---\n/m)
  const isSuite = (each: string) => /^testCases:/m.test(each)
  const suites = texts
    .filter(isSuite)
    .map((each) => readSuite(`company.team/${suite === 'smoke' ? 'smoke' : 'tests'}/suite.yml`, parseYaml(each)))
  const names = Object.keys(pairs).map((name) => ({ kind: 'key-value', namespace: NAMESPACE, name }) as const)
  const resources = [...files.map((path) => aDesiredFile(NAMESPACE, path)), ...names]
  const flows = onServer.map((id) => ({
    namespace: NAMESPACE,
    id,
    source: `id: ${id}\nnamespace: ${NAMESPACE}\n${FLOW_ON_SERVER}`,
  }))
  const empty = new Map([NAMESPACE, 'company'].map((namespace) => [namespace, new Set<string>()]))
  return validateOffline(
    {
      flows: texts.filter((each) => !isSuite(each)).map(aDesiredFlow),
      brokenFlows: [],
      suites,
      desired: { resources },
      dataOf: ({ name }: ResourceName) => pairs[name],
      ...(secrets === undefined ? {} : { secrets: new Map([[NAMESPACE, new Set(secrets)]]) }),
    },
    { version, ...(hasServer === true ? { server: { flows, isComplete: true, files: empty, keys: empty } } : {}) },
  )
}
