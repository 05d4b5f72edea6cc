import { expect, test } from 'vitest'
import { renderSummary } from '../../src/render/render-summary.ts'
import { aPlan, aProblem, aReport, commentOptions } from './factories.ts'

const FILE = 'company.team/kv.yml'
const PATCH = `--- a/${FILE}\n+++ b/${FILE}\n@@ -1,1 +1,1 @@\n-db_password: hunter2-old\n+db_password: hunter2-new\n`

const summary = (file: string) => {
  const exported = {
    kind: 'key-value',
    namespace: 'company.team',
    name: 'db_password',
    action: 'update',
    file: FILE,
    isWritten: true,
  } as const
  const report = aReport({
    command: 'export',
    plan: aPlan({ resources: [] }),
    files: [exported],
    problems: [
      aProblem({
        severity: 'warning',
        code: 'possible-secret',
        message: 'This text from the server looks like a credential.',
        file,
      }),
    ],
  })
  return renderSummary(Object.assign(report, { patch: PATCH }), commentOptions())
}

test('a patch with a credential is not shown: hidden in part it would bring other files than the server has', () => {
  expect(summary(FILE)).not.toContain('hunter2')
  expect(summary(FILE)).toContain(`It is not shown, because \`${FILE}\` holds what looks like a credential`)
})

test('a credential of another file does not hide the patch', () => {
  expect(summary('flows/other.yml')).toContain('+db_password: hunter2-new')
})
