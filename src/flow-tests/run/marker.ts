import { randomBytes } from 'node:crypto'
import { KINDS } from '../../kinds/kinds.ts'
import { type Content, contentText, type ResourceName } from '../../resource/resource.ts'

/** Of one run of tests. */
export interface RunOfTests {
  /** 64 bits by chance: in its namespaces, its flows and its record. */
  readonly marker: string
  /** True for a namespace of the tree and a protected one: nothing is removed there. */
  readonly isKept: (namespace: string) => boolean
}

export const newMarker = (): string =>
  BigInt(`0x${randomBytes(8).toString('hex')}`)
    .toString(36)
    .padStart(13, '0')

export const isMarker = (text: string): boolean => /^[a-z0-9]{13}$/.test(text)

/** Every namespace of a case is one of the tree behind this and a dot. */
export const prefixOfCase = (marker: string, index: number): string => `kestra-gitops-test-${marker}-${index}`

/** True for a namespace of the form that runs of tests make, whichever run it is. */
export const isOfTests = (namespace: string): boolean => STAGED.test(namespace)

const STAGED = /^kestra-gitops-test-([a-z0-9]{13})-\d+\.[a-z0-9][a-z0-9._-]*$/

/** True for a namespace that only this run makes: nothing else is ever removed. */
export const isStaged = (namespace: string, { marker, isKept }: RunOfTests): boolean =>
  STAGED.exec(namespace)?.[1] === marker && !isKept(namespace)

/** The first line of each of its flows. */
export const markerLine = (marker: string): string => `# kestra-gitops-test: ${marker}\n`

/** With the marker of the run before a flow. A comment: a label is something that a flow can read. */
export const withMarker = (
  resource: ResourceName & { readonly content: Content },
  marker: string,
): ResourceName & { readonly content: Content } =>
  KINDS[resource.kind].isExecuted
    ? { ...resource, content: markerLine(marker) + contentText(resource.content).replace(/^\uFEFF/, '') }
    : resource
