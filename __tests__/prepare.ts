import { buildEngine } from './engine/build-engine.ts'
import { engineVersions } from './engine/engine-versions.ts'
import { buildTools } from './workflows/install-tools.ts'

// node __tests__/prepare.ts engines | tools: builds what the tests with a server, or with a workflow runner, need, as far as it is not there.
const PARTS: Readonly<Record<string, () => void>> = {
  tools: buildTools,
  engines: () => {
    for (const version of engineVersions) for (const isRunning of [false, true]) buildEngine(version, isRunning)
  },
}

const [part = ''] = process.argv.slice(2)
PARTS[part]?.()
