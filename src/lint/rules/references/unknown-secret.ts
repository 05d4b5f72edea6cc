import { FAILS_WHEN_RUN } from '../../../finding/problem.ts'
import { findSecretReferences } from '../../../flow/external-references.ts'
import { didYouMean, nearNames } from '../../../text/closest-word.ts'
import { defineRule, yaml } from '../../define-rule.ts'
import type { FlowRule } from '../../rule-context.ts'
import type { RuleFinding } from '../../rule-finding.ts'
import { missingFinding } from './missing-finding.ts'

export default defineRule({
  codes: {
    'unknown-secret': {
      ...FAILS_WHEN_RUN,
      title: 'A secret that the namespace does not have',
      why: "`secret('NAME')` names a secret that neither the namespace of the flow nor a parent namespace has, according to the server, or offline to `.kestra/secrets.yml`. The expression fails, even with `??` or `default`. It is an info if the read depends on a condition.",
      fix: 'Correct the name, or add the secret to the server.',
      examples: {
        context: { secrets: ['TOKEN'] },
        reported: yaml`
          id: daily
          namespace: company.team
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: "{{ secret('TOKNE') }}"
        `,
        accepted: yaml`
          id: daily
          namespace: company.team
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: "{{ secret('TOKEN') }}"
        `,
      },
    },
    'computed-secret': {
      severity: 'info',
      title: 'A secret whose name is known only at run time',
      why: 'An expression computes the name (`secret(inputs.name)`), so it is not known whether the secret exists.',
      fix: 'Nothing, if this is intended.',
      examples: {
        context: { secrets: ['TOKEN'] },
        reported: yaml`
          id: daily
          namespace: company.team
          variables:
            name: TOKEN
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: "{{ secret(vars.name) }}"
        `,
        accepted: yaml`
          id: daily
          namespace: company.team
          variables:
            name: TOKEN
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: "{{ secret('TOKEN') }}"
        `,
      },
    },
  },
  flow: (flow, known) => checkSecretNames(flow, known),
})

/**
 * Reports secrets that a flow reads and that its namespace does not have. The read fails at run time, even with `??`
 * (docs/internals/facts/kestra.md, "Secrets"). Reports nothing if the secrets of the namespace are not known, and an info if an expression
 * computes the name.
 */
const checkSecretNames: FlowRule = (flow, known) => {
  const nearTo = nearNames()
  return findSecretReferences(flow.document).flatMap((reference): readonly RuleFinding[] => {
    const { namespace, secret, path } = reference
    const names = known.secretsOf(namespace)
    if (names === undefined) return []
    if (secret === undefined) {
      const message = 'The name of this secret is known only at run time.'
      return [{ code: 'computed-secret', path, position: flow.placeOf(reference), message }]
    }
    if (hasName(names, secret)) return []
    const near = known.isSilent ? undefined : nearTo(secret, () => [...names])
    return [
      missingFinding(flow, reference, {
        code: 'unknown-secret',
        message: `The namespace "${namespace}" has no secret "${secret}".`,
        hint: prefixHint(secret, names, known.isSilent) ?? didYouMean(near),
      }),
    ]
  })
}

/** True if the secret is known. Kestra looks for the name in capitals. */
const hasName = (names: ReadonlySet<string>, secret: string): boolean => {
  const wanted = secret.toUpperCase()
  return names.has(secret) || names.has(wanted) || [...names].some((name) => name.toUpperCase() === wanted)
}

const PREFIX = /^SECRET_/i

const prefixHint = (secret: string, names: ReadonlySet<string>, isSilent: boolean): string | undefined => {
  const bare = secret.replace(PREFIX, '')
  return bare !== secret && (isSilent || hasName(names, bare))
    ? `Write \`secret('${bare}')\`: \`SECRET_\` is only part of the name of the environment variable on the server.`
    : undefined
}
