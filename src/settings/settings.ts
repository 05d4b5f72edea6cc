import type { NamespaceMapping } from '../flow/rewrite-namespace.ts'
import type { Credentials } from '../kestra/http.ts'
import type { Policy } from '../plan/policy.ts'

/** All that a run is told from outside, checked and typed. Made once, by `parseSettings`. */
export interface Settings {
  /** `undefined`: no server, offline. Without trailing slash. */
  readonly server: string | undefined
  readonly tenant: string
  readonly credentials: Credentials
  readonly headers: Readonly<Record<string, string>>
  readonly caCertFile: string | undefined
  readonly timeoutSeconds: number
  readonly command: 'auto' | 'validate' | 'plan' | 'deploy' | 'drift' | 'export'
  readonly isDryRun: boolean
  readonly roots: readonly string[]
  readonly namespace: string | undefined
  readonly namespaceMap: readonly NamespaceMapping[]
  readonly base: string | undefined
  readonly policy: Policy
  readonly onFailure: 'rollback' | 'stop'
  readonly keepsRecord: boolean
  readonly isRefreshing: boolean
  readonly schemaFile: string | undefined
  readonly isStrict: boolean
  readonly environment: string | undefined
  readonly comments: boolean
  readonly showsServerSource: boolean
  readonly artifact: string | undefined
  readonly githubToken: string | undefined
  readonly hasDetailedExitcode: boolean
  readonly printsJson: boolean
  /** Every secret value of these settings; to be hidden in every sink, in every form (`hideSecrets`). */
  readonly secrets: readonly string[]
}
