import { cpSync } from 'node:fs'
import { join } from 'node:path'

const { ARTIFACT_FOLDER, INPUT_NAME, INPUT_PATH } = process.env
cpSync(join(ARTIFACT_FOLDER, INPUT_NAME), INPUT_PATH, { recursive: true })
