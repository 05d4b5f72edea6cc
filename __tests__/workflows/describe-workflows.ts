import { describe, inject } from 'vitest'
import { type EngineVersion, engineVersions } from '../engine/engine-versions.ts'

/** A suite under the workflow runner against one Kestra version; without one of the two it shows as skipped. */
export function describeWorkflows(name: string, suite: (version: EngineVersion) => void): void {
  describeOn('2.0.0', name, suite)
}

/** The same once per Kestra version. */
export function describeWorkflowsOnAll(name: string, suite: (version: EngineVersion) => void): void {
  for (const version of engineVersions) describeOn(version, name, suite)
}

function describeOn(version: EngineVersion, name: string, suite: (version: EngineVersion) => void): void {
  const isMissing = inject('actPath') === null || inject('engineUrls')[version] === undefined
  describe.skipIf(isMissing)(`${name} (Kestra ${version})`, () => suite(version))
}
