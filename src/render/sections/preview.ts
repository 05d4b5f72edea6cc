import type { Report } from '../../report/report.ts'
import { listed } from '../../text/lists.ts'
import type { Section } from '../fit-sections.ts'
import type { Links } from '../links.ts'
import { md } from '../markdown.ts'

/** Namespaces that are named; of more, how many there are. */
const MOST_NAMES = 20

/** Where the preview of a pull request is, with links into the Kestra UI, and that it does not start by itself. */
export const previewSections = ({ kind, result, preview }: Report, links: Links): readonly Section[] => {
  if (kind !== 'outcome' || result === 'failed' || preview === undefined || preview.isEnding) return []
  const { namespaces, triggersLeftOut } = preview
  const names = namespaces.map((namespace) => md.link(md.code(namespace), pageOf(namespace, links)))
  const body = `In ${listed(names, MOST_NAMES)}. ${triggersOf(triggersLeftOut)} Run its flows by hand. It goes when the pull request is closed.`
  return [{ title: '', body, priority: 0, noun: 'place' }]
}

const triggersOf = (count: number): string => {
  if (count === 0) return 'Nothing starts there by itself: no flow has a trigger.'
  return `Nothing starts there by itself: ${count === 1 ? 'the trigger of its flows is' : `the ${count} triggers of its flows are`} left out.`
}

const pageOf = (namespace: string, { ui }: Links): string | undefined =>
  ui === undefined ? undefined : `${ui}/namespaces/edit/${encodeURIComponent(namespace)}`
