import { FAILS_WHEN_RUN } from '../../../finding/problem.ts'
import { findKeyReferences, type KeyReference } from '../../../flow/external-references.ts'
import { withParents } from '../../../resource/namespace.ts'
import { didYouMean, nearNames, suggestion } from '../../../text/closest-word.ts'
import { isMapValue, neverRuns } from '../../../yaml/map-value.ts'
import { defineRule, yaml } from '../../define-rule.ts'
import type { FlowRule } from '../../rule-context.ts'
import type { RuleFinding } from '../../rule-finding.ts'
import { locationsOf } from '../../symbol-index.ts'
import { missingFinding } from './missing-finding.ts'

export default defineRule({
  codes: {
    'unknown-key': {
      ...FAILS_WHEN_RUN,
      title: 'A key that exists nowhere',
      why: "`kv('name')`, or a task with `errorOnMissing: true`, reads a key that neither this tree nor the server has, and that no flow of the tree writes: the run fails until something writes the key. Neither `??` nor `default` helps. It is an info if the read depends on a condition.",
      fix: "Correct the name, add the key to `kv.yml`, or write `kv('name', errorOnMissing=false)` if it may be missing.",
      examples: {
        context: { hasServer: true },
        reported: yaml`
          id: flow
          namespace: company.team
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
              message: "{{ kv('colour') ?? 'none' }}"
        `,
        accepted: yaml`
          id: flow
          namespace: company.team
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
              message: "{{ kv('colour', errorOnMissing=false) ?? 'none' }}"
        `,
      },
    },
    'unknown-key-field': {
      ...FAILS_WHEN_RUN,
      title: 'A field that the value of a key does not have',
      why: "`kv('name').field` reads a field of a pair of this tree that its value does not have: the expression fails.",
      fix: "Correct the name, add the field to the pair, or write `kv('name').field ?? ''` if it may be missing.",
      examples: {
        context: { hasServer: true, pairs: { address: { host: 'db' } } },
        reported: yaml`
          id: daily
          namespace: company.team
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: "{{ kv('address').hots }}"
        `,
        accepted: yaml`
          id: daily
          namespace: company.team
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: "{{ kv('address').host }}"
        `,
      },
    },
  },
  flow: (flow, known) => checkKeys(flow, known),
})

/**
 * Reports keys that a flow reads and that no resource of the tree, no flow of the tree and no namespace of the server provides. Also
 * reports fields that a key-value pair of the tree does not have. These reads fail at run time (docs/internals/facts/kestra.md, "What a run
 * finds outside"). Reports no missing keys if the server was not asked, because flows create most keys.
 */
const checkKeys: FlowRule = (flow, known) => {
  const nearTo = nearNames()
  const own = flow.document.namespace ?? ''
  return findKeyReferences(flow.document, flow.nodes).flatMap((reference): readonly RuleFinding[] => {
    const { does, key, namespace, path } = reference
    if (does === 'writes') return []
    if (known.keyAt(namespace, key) !== 'missing') {
      const field = missingField(reference, known.dataAt(namespace, key))
      if (field === undefined || neverRuns(flow.value, path)) return []
      const { offset, written, message, hint } = field
      return [{ code: 'unknown-key-field', path, position: flow.placeOf({ path, offset, written }), message, hint }]
    }
    const near = nearTo(key, () => withParents(namespace).flatMap(known.keysIn))
    const isOfOwn = namespace !== own && withParents(own).flatMap(known.keysIn).includes(key)
    const elsewhere = isOfOwn ? `The namespace of this flow, "${own}", has a key of that name.` : undefined
    return [
      missingFinding(flow, reference, {
        code: 'unknown-key',
        message: `The key "${key}" of namespace "${namespace}" is neither in this tree nor on the server.`,
        hint: didYouMean(near) ?? elsewhere,
        about: locationsOf.key(namespace, key),
      }),
    ]
  })
}

/**
 * The first field that the value of a key does not have. `undefined` if all exist, or if the value at some step is neither text, boolean
 * nor map.
 */
const missingField = ({ key, fields }: KeyReference, value: unknown) => {
  let at = value
  for (const { name, offset } of fields) {
    if (['string', 'boolean'].includes(typeof at)) {
      const message = `The value of the key "${key}" is not a map, so it has no field "${name}".`
      return { offset, written: name, message, hint: undefined }
    }
    if (!isMapValue(at)) return undefined
    if (!Object.hasOwn(at, name)) {
      const message = `The value of the key "${key}" has no field "${name}".`
      return { offset, written: name, message, hint: suggestion(name, Object.keys(at)) }
    }
    at = at[name]
  }
  return undefined
}
