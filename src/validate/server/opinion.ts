import type { FlowVerdict } from '../../kestra/server.ts'
import type { Problem } from '../../problem/problem.ts'
import type { YamlDocument } from '../../yaml/yaml-document.ts'
import { type MapVerdictOptions, mapVerdict } from './map-verdict.ts'

/** What a server said of resources that it validated. */
export interface ServerOpinion {
  readonly problems: readonly Problem[]
  /** Files of the resources to which it had nothing to object. */
  readonly accepted: ReadonlySet<string>
}

/** The server's verdicts on resources, one for each and in their order, as problems at their places. */
export const opinionOf = (
  resources: readonly { readonly file: string; readonly document: YamlDocument }[],
  verdicts: readonly FlowVerdict[],
  isInTree: MapVerdictOptions['isInTree'] = () => false,
): ServerOpinion => ({
  problems: resources.flatMap(({ file, document }, index) => {
    const verdict = verdicts[index]
    return verdict === undefined ? [] : mapVerdict({ file, document, verdict, isInTree })
  }),
  accepted: new Set(verdicts.filter(({ constraints }) => constraints.length === 0).map(({ file }) => file)),
})
