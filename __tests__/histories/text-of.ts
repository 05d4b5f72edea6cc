import { aDashboard } from '../support/a-dashboard.ts'
import { aFlow } from '../support/a-flow.ts'
import { type Name, partsOf } from './name.ts'

/** Holds a number, where the other keys hold texts. */
export const NUMBER_KEY = 'n'
const VARIANTS = ['one', 'two', 'three', 'mine', 'yours']

/** The text that a resource has in one of its few variants; Git and people on the server draw from the same ones. */
export const textOf = (name: Name, variant: string): string => {
  const { kind, namespace, own } = partsOf(name)
  switch (kind) {
    case 'file':
      return variant === 'empty' ? '' : `select '${variant}'\n`
    case 'flow':
      return aFlow({ id: own, namespace, message: variant })
    case 'key-value':
      return `${own}: ${own === NUMBER_KEY ? VARIANTS.indexOf(variant) : variant}\n`
    case 'dashboard':
      return aDashboard({ id: own, title: variant })
  }
}

/** What is compared: texts without trailing blanks, files byte for byte (docs/decisions.md, "How it decides"). */
export const comparable = (name: Name, text: string): string => (name.startsWith('file ') ? text : text.trimEnd())
