import type { DesiredFlow } from '../../src/flow/desired-flow.ts'
import { type OfflineContext, validateOffline } from '../../src/lint/validate-offline.ts'
import type { DesiredResource } from '../../src/resource/desired.ts'
import { parseYaml } from '../../src/yaml/yaml-document.ts'

/** A flow of the tree; its file is named after its id. */
export const aDesiredFlow = (source: string): DesiredFlow => {
  const document = parseYaml(source)
  const { id = '', namespace = '' } = document
  return { namespace, id, file: `flows/${id}.yml`, document }
}

export const aDesiredFile = (namespace: string, path: string): DesiredResource => ({
  kind: 'file',
  namespace,
  name: path,
  file: `files${path}`,
  content: new Uint8Array(),
})

/** The problems of flows as `line:column severity code`, for one flow, or with the file before it for several. */
export const offlineProblems = (
  sources: string | readonly string[],
  context: OfflineContext = {},
  files: readonly DesiredResource[] = [],
): string[] => {
  const isSingle = typeof sources === 'string'
  const flows = (isSingle ? [sources] : sources).map(aDesiredFlow)
  return validateOffline({ flows, brokenFlows: [], desired: { resources: files } }, context).map(
    ({ file, line, column, severity, code }) => `${isSingle ? '' : `${file} `}${line}:${column} ${severity} ${code}`,
  )
}
