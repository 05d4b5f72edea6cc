import type { Report } from '../../report.ts'
import type { Section } from '../fit-sections.ts'
import { md } from '../markdown/md.ts'
import { nextSteps } from '../next-steps.ts'
import { repositoryWords } from '../repository-words.ts'

/** Notices, how the repository was read, and what to do next. */
export const closingSections = (report: Report): readonly Section[] => {
  const notices = [...new Set([...report.notices, ...(report.plan?.notices ?? []), ...(report.outcome?.notices ?? [])])]
  const repository = repositoryWords(report.layout)
  const steps = nextSteps(report)
  return [
    ...paragraph(
      notices.map((notice) => `- ${md.text(notice)}`),
      { title: 'Good to know', noun: 'notices', priority: 2 },
    ),
    ...paragraph(
      steps.map((step) => `- ${md.text(step)}`),
      { title: 'What you can do next', noun: 'next steps', priority: 1 },
    ),
    ...paragraph(repository === undefined ? [] : [md.text(repository)], {
      title: '',
      noun: 'repository line',
      priority: 3,
    }),
  ]
}

const paragraph = (lines: readonly string[], section: Omit<Section, 'body'>): readonly Section[] =>
  lines.length === 0 ? [] : [{ ...section, body: lines.join('\n') }]
