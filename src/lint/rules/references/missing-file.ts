import { FAILS_WHEN_RUN } from '../../../finding/problem.ts'
import { type FileReference, findFileReferences } from '../../../flow/external-references.ts'
import { withParents } from '../../../resource/namespace.ts'
import { didYouMean, nearNames } from '../../../text/closest-word.ts'
import { defineRule, yaml } from '../../define-rule.ts'
import type { FlowRule } from '../../rule-context.ts'
import type { FindingCode, RuleFinding } from '../../rule-finding.ts'
import { locationsOf, type SymbolIndex } from '../../symbol-index.ts'
import { missingFinding } from './missing-finding.ts'

export default defineRule({
  codes: {
    'missing-file': {
      ...FAILS_WHEN_RUN,
      title: 'A namespace file that exists nowhere',
      why: "`read('path')`, `fileSize('path')`, `isFileEmpty('path')`, an address such as `nsfile:///path` in a property that Kestra fetches, or the default of a FILE input names a file that is neither in this tree nor on the server, or that this deploy deletes. The task fails. Files of parent namespaces do not count. If the files of the server were not read this is an info.",
      fix: 'Correct the path, or add the file.',
      examples: {
        context: { hasServer: true, files: ['/sql/orders.sql'] },
        reported: yaml`
          id: daily
          namespace: company.team
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: "{{ read('sql/order.sql') }}"
        `,
        accepted: yaml`
          id: daily
          namespace: company.team
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: "{{ read('sql/orders.sql') }}"
        `,
      },
    },
    'missing-include': {
      severity: 'warning',
      title: 'A namespace file to include that exists nowhere',
      why: '`namespaceFiles.include` names a file that is neither in this tree nor, as far as known, on the server: the task starts without it.',
      fix: 'Correct the path, or add the file.',
      examples: {
        context: { hasServer: true, files: ['/sql/orders.sql'] },
        reported: yaml`
          id: daily
          namespace: company.team
          tasks:
            - id: run
              type: io.kestra.plugin.scripts.shell.Commands
              namespaceFiles:
                enabled: true
                include:
                  - sql/order.sql
              commands:
                - cat sql/orders.sql
        `,
        accepted: yaml`
          id: daily
          namespace: company.team
          tasks:
            - id: run
              type: io.kestra.plugin.scripts.shell.Commands
              namespaceFiles:
                enabled: true
                include:
                  - sql/orders.sql
              commands:
                - cat sql/orders.sql
        `,
      },
    },
    'missing-download': {
      severity: 'warning',
      title: 'A namespace file to download that exists nowhere',
      why: '`DownloadFiles` names a file, without any pattern, that is neither in this tree nor, as far as known, on the server: the task ends well without it.',
      fix: 'Correct the path, or add the file.',
      examples: {
        context: { hasServer: true, files: ['/sql/orders.sql'] },
        reported: yaml`
          id: daily
          namespace: company.team
          tasks:
            - id: get
              type: io.kestra.plugin.core.namespace.DownloadFiles
              namespace: company.team
              files:
                - sql/order.sql
        `,
        accepted: yaml`
          id: daily
          namespace: company.team
          tasks:
            - id: get
              type: io.kestra.plugin.core.namespace.DownloadFiles
              namespace: company.team
              files:
                - sql/orders.sql
        `,
      },
    },
  },
  flow: (flow, known) => checkFiles(flow, known),
})

const FILE_CODES = {
  read: 'missing-file',
  'namespace-files': 'missing-include',
  download: 'missing-download',
  address: 'missing-file',
  default: 'missing-file',
} as const satisfies Record<FileReference['via'], FindingCode>

/** How the sentence about a file ends, by what is known of the file. */
const WHERE = {
  missing: 'is neither in this tree nor on the server',
  deleted: 'is no longer in this tree, and is deleted from the server',
  unknown: 'is not in this tree',
} as const

/**
 * Reports files that a flow names and that neither the tree nor the server has (docs/internals/facts/kestra.md, "What a run finds
 * outside"). It checks `read('path')` and similar functions, addresses such as `nsfile:///path`, and the plain paths of
 * `namespaceFiles.include` and `DownloadFiles`. It skips patterns, because a pattern may match nothing. Files of parent namespaces do not
 * count. The finding is an info if the files on the server were not read.
 */
const checkFiles: FlowRule = (flow, known) => {
  const nearTo = nearNames()
  return findFileReferences(flow.document, flow.nodes).flatMap((reference): readonly RuleFinding[] => {
    const { namespace, via, target, isPattern } = reference
    const state = isPattern ? 'found' : known.fileAt(namespace, target)
    if (state === 'found') return []
    const found = missingFinding(flow, reference, {
      code: FILE_CODES[via],
      message: `The file "${target}" of namespace "${namespace}" ${WHERE[state]}.`,
      hint: state === 'deleted' ? undefined : otherFile(reference, known, nearTo),
      about: locationsOf.file(namespace, target),
    })
    return [state === 'unknown' ? { ...found, severity: 'info' } : found]
  })
}

/** A hint that names the likely file: one with the same path in a parent namespace, otherwise one with a similar path. */
const otherFile = (
  { namespace, target }: FileReference,
  known: SymbolIndex,
  nearTo: ReturnType<typeof nearNames>,
): string | undefined => {
  const [, ...above] = withParents(namespace)
  const holder = above.find((name) => known.filesIn(name).includes(target))
  if (holder !== undefined)
    return `The namespace "${holder}" has that file; Kestra does not look into parent namespaces.`
  return didYouMean(nearTo(target, () => known.filesIn(namespace))?.slice(1))
}
