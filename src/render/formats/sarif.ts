import type { Problem } from '../../problem/problem.ts'
import { codeEntry } from '../../problem/problem-codes.ts'
import { fileSteps } from '../links.ts'
import { LEVEL, placeOf } from './place.ts'

/** SARIF 2.1.0, which GitHub's code scanning shows on the lines: each problem, and each of their codes as a rule. */
export const renderSarif = (
  problems: readonly Problem[],
  {
    broken,
    version,
  }: { /** Why the run was broken off or refused. */ readonly broken: string | undefined; readonly version: string },
): string => {
  const codes = [...new Set(problems.map(({ code }) => code))]
  const sarif = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'kestra-gitops', semanticVersion: version, rules: codes.map(ruleOf) } },
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: broken === undefined,
            toolExecutionNotifications: broken === undefined ? [] : [{ level: 'error', message: { text: broken } }],
          },
        ],
        results: problems.map((problem) => resultOf(problem, codes.indexOf(problem.code))),
      },
    ],
  }
  return `${JSON.stringify(sarif, undefined, 2)}\n`
}

const ruleOf = (code: string) => {
  const entry = codeEntry(code)
  if (entry === undefined) return { id: code }
  const { title, explanation, fix, severity } = entry
  return {
    id: code,
    shortDescription: { text: title },
    fullDescription: { text: explanation },
    help: { text: fix },
    defaultConfiguration: { level: LEVEL[severity] },
  }
}

const resultOf = (problem: Problem, ruleIndex: number) => {
  const { code, severity, message, hint, column, endLine, endColumn } = problem
  const { path, line } = placeOf(problem)
  return {
    ruleId: code,
    ruleIndex,
    level: LEVEL[severity],
    message: { text: hint === undefined ? message : `${message}\n${hint}` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: fileSteps(path) ?? encodeURIComponent(path.toWellFormed()), uriBaseId: '%SRCROOT%' },
          region: { startLine: line, startColumn: column, endLine, endColumn },
        },
      },
    ],
  }
}
