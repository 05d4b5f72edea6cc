import { normalizeFlowSource } from '../../flow/desired-flow.ts'
import { hashOf } from '../../resource/fingerprint.ts'
import { type Content, contentText, FLOW_ID } from '../../resource/resource.ts'
import { isOtherRoute } from '../../resource/route-names.ts'
import { code } from '../describe-change.ts'
import { type ContentChange, DEFAULT_KIND, type Kind } from '../kind.ts'
import { describeFlowChange } from './text/describe-flow-change.ts'
import { brokenCallers } from './text/describe-inputs.ts'
import { describeStaying } from './text/describe-staying.ts'
import { FLOW_IN_TREE } from './tree.ts'

/** Flows, identified by the namespace and id in their YAML. Kestra stores the text as sent. */
export const FLOW: Kind = {
  ...DEFAULT_KIND,
  ...FLOW_IN_TREE,
  noun: 'flow',
  fullNoun: 'flow',
  scope: 'namespace',
  recordGroup: 'flows',
  rank: 2,
  isExecuted: true,
  displayName: ({ namespace, name }) => `${namespace}.${name}`,
  uiPath: ({ namespace, name }) => `flows/edit/${encodeURIComponent(namespace)}/${encodeURIComponent(name)}`,
  isName: (name) => FLOW_ID.test(name),
  isRouteName: ({ namespace, name }) => isOtherRoute('/flows/{namespace}/{id}', { namespace, id: name }),
  fingerprint: (content) => hashOf(normalizeFlowSource(contentText(content))),
  withoutName: (content) => namelessLines(contentText(content)).join('\n'),
  editCause: (expected, live) => causeInText(contentText(expected), contentText(live)),
  describeChange: ({ before, after, callers, parse }) =>
    describeFlowChange({ before: documentOf(before, parse), after: documentOf(after, parse), callers }),
  describeStaying: ({ live, callers, listeners, parse }) =>
    describeStaying(parse(contentText(live)), callers, listeners),
  brokenCallers: ({ before, after, callers, parse }) =>
    brokenCallers(documentOf(before, parse), documentOf(after, parse), callers),
  referable: ({ resourceStates }) => ({
    flows: resourceStates.flatMap(({ name: { namespace, name }, content }) =>
      content === undefined ? [] : [{ namespace, id: name, source: contentText(content) }],
    ),
  }),
  describeRename: (from, to) => [
    'a rename on the server is a new flow: executions, logs, trigger state and webhook URLs stay with the old name',
    ...(from.namespace === to.namespace
      ? []
      : [`it now reads the key-value pairs, files and secrets of ${code(to.namespace)}`]),
  ],
}

const documentOf = (content: Content | undefined, parse: ContentChange['parse']) =>
  content === undefined ? undefined : parse(contentText(content))

/** The lines of a flow in the form used for comparison, without its top-level `id` and `namespace`. */
const namelessLines = (source: string): string[] =>
  normalizeFlowSource(source)
    .split('\n')
    .filter((line) => !/^(id|namespace)\s*:/.test(line))

const DISABLED_LINE = /^disabled:[ \t]*(true|false)[ \t]*$\n?/m

/** The edit between two sources. `enable` and `disable` in the UI change or append one line (docs/internals/facts/kestra.md, "Enable and disable"). */
const causeInText = (expected: string, live: string): 'edited' | 'disabled' | 'enabled' => {
  const [before, after] = [normalizeFlowSource(expected), normalizeFlowSource(live)]
  if (withoutDisabled(before) !== withoutDisabled(after)) return 'edited'
  return DISABLED_LINE.exec(after)?.[1] === 'true' ? 'disabled' : 'enabled'
}

const withoutDisabled = (source: string): string =>
  source
    .replace(DISABLED_LINE, '')
    .replaceAll(/\n{2,}/g, '\n')
    .trimEnd()
