import { randomBytes } from 'node:crypto'
import { KINDS } from '../../kinds/kinds.ts'
import { type Content, contentText, type ResourceName } from '../../resource/resource.ts'

/** Identifies one run of tests. */
export interface RunOfTests {
  /** 64 random bits in hexadecimal. The run's namespaces, flows and record contain it. */
  readonly marker: string
  /** True for namespaces of the tree and protected ones: nothing is removed there. */
  readonly isKept: (namespace: string) => boolean
}

export const newMarker = (): string =>
  BigInt(`0x${randomBytes(8).toString('hex')}`)
    .toString(36)
    .padStart(13, '0')

export const isMarker = (text: string): boolean => /^[a-z0-9]{13}$/.test(text)

/** The prefix of a case. A namespace of the tree follows it after a dot. */
export const prefixOfCase = (marker: string, index: number): string => `kestra-gitops-test-${marker}-${index}`

/** True for a namespace that any run of tests could have made. */
export const isOfTests = (namespace: string): boolean => STAGED.test(namespace)

const STAGED = /^kestra-gitops-test-([a-z0-9]{13})-\d+\.[a-z0-9][a-z0-9._-]*$/

/** True for a namespace that only this run makes. Nothing is removed from others. */
export const isStaged = (namespace: string, { marker, isKept }: RunOfTests): boolean =>
  STAGED.exec(namespace)?.[1] === marker && !isKept(namespace)

/** The first line of each flow that the run sends. */
export const markerLine = (marker: string): string => `# kestra-gitops-test: ${marker}\n`

/** Puts the marker of the run before a flow, as a comment: a flow could read a label. */
export const withMarker = (
  resource: ResourceName & { readonly content: Content },
  marker: string,
): ResourceName & { readonly content: Content } =>
  KINDS[resource.kind].isExecuted
    ? { ...resource, content: markerLine(marker) + contentText(resource.content).replace(/^\uFEFF/, '') }
    : resource
