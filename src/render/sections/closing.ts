import type { Report } from '../../command/report.ts'
import { allNotices } from '../all-notices.ts'
import type { Section } from '../fit-sections.ts'
import { md } from '../markdown/md.ts'
import { nextSteps } from '../next-steps.ts'
import { repositoryWords } from '../repository-words.ts'

/** Notices, what to do next, how the repository was read and what is not listed. */
export const closingSections = (report: Report, isHistory: boolean): readonly Section[] => {
  const notices = allNotices(report).map((notice) => `- ${md.text(notice)}`)
  const steps =
    isHistory && report.command !== 'deploy' ? [] : nextSteps(report, 'github').map((step) => `- ${md.text(step)}`)
  const facts = [...repositoryWords(report.layout).map((words) => md.text(words)), ...standingLines(report)]
  return [
    ...paragraph(notices.join('\n'), { title: 'Good to know', noun: 'notices', priority: 2 }),
    ...paragraph(steps.join('\n'), { title: 'What you can do next', noun: 'next steps', priority: 1 }),
    ...paragraph(facts.join('<br>\n'), { title: '', noun: 'repository line', priority: 3 }),
  ]
}

const paragraph = (body: string, section: Omit<Section, 'body'>): readonly Section[] =>
  body === '' ? [] : [{ ...section, body }]

const standingLines = ({ plan }: Report): readonly string[] => {
  if (plan === undefined) return []
  const { unchanged, unmanaged } = plan.summary
  const alone = unmanaged > 0 ? `, ${unmanaged} on the server only and left alone` : ''
  return [`Not listed: ${unchanged} unchanged${alone}.`]
}
