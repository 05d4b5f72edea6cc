import type { Problem } from '../../problem/problem.ts'
import { placeOf } from './place.ts'

/** A JUnit report: one test a file that has a problem, which fails on errors; one that passes where there is nothing to say. */
export const renderJunit = (problems: readonly Problem[], name: string): string => {
  const files = [...Map.groupBy(problems, (problem) => placeOf(problem).path)]
  const failures = files.filter(([, found]) => errorsOf(found).length > 0).length
  const cases = files.length === 0 ? [`    ${testcase(name)}/>`] : files.map(([file, found]) => caseOf(file, found))
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites>
  <testsuite name="${escaped(name)}" tests="${cases.length}" failures="${failures}" errors="0">
${cases.join('\n')}
  </testsuite>
</testsuites>
`
}

const caseOf = (file: string, found: readonly Problem[]): string => {
  const errors = errorsOf(found)
  const others = found.filter(({ severity }) => severity !== 'error')
  const [first] = errors
  const failure =
    first === undefined
      ? ''
      : `      <failure message="${escaped(first.message)}" type="${escaped(first.code)}">${textOf(errors)}</failure>\n`
  const out = others.length === 0 ? '' : `      <system-out>${textOf(others)}</system-out>\n`
  return `    ${testcase(file)}>\n${failure}${out}    </testcase>`
}

const testcase = (name: string): string => `<testcase name="${escaped(name)}" classname="kestra-gitops"`

const errorsOf = (problems: readonly Problem[]): readonly Problem[] =>
  problems.filter(({ severity }) => severity === 'error')

const textOf = (problems: readonly Problem[]): string =>
  escaped(
    problems
      .map((problem) => {
        const { severity, code, message, hint = '' } = problem
        return `line ${placeOf(problem).line}: ${severity} ${code}: ${message} ${hint}`.trimEnd()
      })
      .join('\n'),
  )

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
}

/** What XML 1.0 cannot hold at all, escaped or not, becomes the replacement character. */
const escaped = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character)
