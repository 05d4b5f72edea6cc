import { cpSync } from 'node:fs'
import { basename, join } from 'node:path'

const { ARTIFACT_FOLDER, INPUT_NAME, INPUT_PATH } = process.env
cpSync(INPUT_PATH, join(ARTIFACT_FOLDER, INPUT_NAME, basename(INPUT_PATH)), { recursive: true })
