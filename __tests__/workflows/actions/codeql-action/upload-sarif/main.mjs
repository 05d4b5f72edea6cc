import { readFileSync } from 'node:fs'

const { runs } = JSON.parse(readFileSync(process.env.INPUT_SARIF_FILE, 'utf8'))
for (const { ruleId, locations } of runs[0].results) {
  console.log(`sarif: ${ruleId} in ${locations[0].physicalLocation.artifactLocation.uri}`)
}
