/** Why the engine's answer to one recorded call differs, and at which paths (each stands for everything below it). */
export interface Deviation {
  readonly reason: string
  readonly paths: readonly string[]
}

/** Recorded calls that the engine does not answer. */
export const unserved: Readonly<Record<string, string>> = {
  'execute a flow': 'The engine of these tests runs without executor and worker.',
  'execute a missing flow': 'The engine of these tests runs without executor and worker.',
  plugins: 'The product reads the flow schema, not the list of plugins.',
}

const CONFIGS_NEED_CREDENTIALS =
  'Kestra PR #17539 (2026-07-21, after the snapshot): the configuration asks for credentials.'
const MORE_PROPERTIES = 'The listed properties are those of the version: the engine has more of them.'
const TASK_PATH = '2.0.0 names a task as tasks[id], the snapshot by its id alone.'

const OUTPUTS_OF_TYPE: Deviation = {
  reason:
    'The plugin controller goes over what the generator of schemas makes; the product reads names and types alone.',
  paths: ['json.schema.outputs.$defs', 'json.schema.outputs.properties.value.$required'],
}

export const deviationsOf2: Readonly<Record<string, Deviation>> = {
  type: OUTPUTS_OF_TYPE,
  'configs without credentials': { reason: CONFIGS_NEED_CREDENTIALS, paths: ['status', 'body'] },
  'wrong password #1': { reason: CONFIGS_NEED_CREDENTIALS, paths: ['status', 'body'] },
  'validate, invalid #6': { reason: MORE_PROPERTIES, paths: ['json[5].constraints'] },
  'deploy, invalid #6': { reason: MORE_PROPERTIES, paths: ['json[1].constraints'] },
  'validate: missing required task property': { reason: TASK_PATH, paths: ['json[0].constraints'] },
  'validate: two faults at once': { reason: TASK_PATH, paths: ['json[0].constraints'] },
  'create with a missing property': { reason: TASK_PATH, paths: ['json.detail'] },
  'validate: unknown property on a task': { reason: MORE_PROPERTIES, paths: ['json[0].constraints'] },
  'validate: unknown top-level property': { reason: MORE_PROPERTIES, paths: ['json[0].constraints'] },
  'update with an unknown property': { reason: MORE_PROPERTIES, paths: ['json.detail', 'json.errors[0].detail'] },
  'create with an unknown property': { reason: MORE_PROPERTIES, paths: ['json.detail', 'json.errors[0].detail'] },
  'export with an unknown field': {
    reason: 'The listed fields are those of the version: the engine has more of them.',
    paths: ['json.detail'],
  },
  'create again': { reason: '2.0.0 answers 409, the snapshot 422.', paths: ['status', 'body'] },
  'get deleted, allowed': {
    reason: '2.0.0 has the date of the delete, the snapshot does not.',
    paths: ['json.updated'],
  },
}

const PARSER_TEXT = 'Since about 1.2 a fault of the parser is introduced and ends with its line.'
const FILE_METADATA = 'Since 1.2 files are listed from metadata, which have no size for a directory and a field more.'
const FILE_TEXT = 'Since 1.2 the text names the path in the namespace instead of the path on the disk.'

export const deviationsOf1: Readonly<Record<string, Deviation>> = {
  type: OUTPUTS_OF_TYPE,
  'validate, invalid #6': { reason: MORE_PROPERTIES, paths: ['json[5].constraints'] },
  'deploy, invalid #6': { reason: MORE_PROPERTIES, paths: ['json[1].constraints'] },
  'deploy deletes #11': { reason: FILE_TEXT, paths: ['json.message'] },
  'bulk update of a flow with inner dashes': {
    reason: PARSER_TEXT,
    paths: ['json.message', 'json._embedded.errors[0].message'],
  },
  'validate: second document starts with its own separator': { reason: PARSER_TEXT, paths: ['json[1].constraints'] },
  'validate: YAML syntax error': { reason: PARSER_TEXT, paths: ['json[0].constraints'] },
  'create with a YAML syntax error': {
    reason: PARSER_TEXT,
    paths: ['json.message', 'json._embedded.errors[0].message'],
  },
  'validate: unknown property on a task': { reason: MORE_PROPERTIES, paths: ['json[0].constraints'] },
  'validate: unknown top-level property': { reason: MORE_PROPERTIES, paths: ['json[0].constraints'] },
  'create with an unknown property': {
    reason: MORE_PROPERTIES,
    paths: ['json.message', 'json._embedded.errors[0].message'],
  },
  'export with an unknown field': {
    reason: 'The listed fields are those of the version: the engine has more of them.',
    paths: ['json.message'],
  },
  'validate: missing id': { reason: '1.0 fails inside its validator.', paths: ['json[0].constraints'] },
  'validate: two faults at once': {
    reason: '1.0 looks for the subflow although its id is missing.',
    paths: ['json[0].warnings'],
  },
  'validate: multipart': { reason: 'Files are accepted since 1.3.', paths: ['status', 'body'] },
  'file: component of 300 characters': {
    reason: 'Since 1.2 the failure of the disk no longer counts as a missing file.',
    paths: ['status', 'body'],
  },
  'file: get missing': { reason: FILE_TEXT, paths: ['json.message'] },
  'file: directory missing': { reason: FILE_TEXT, paths: ['json.message'] },
  'file: directory after that delete': { reason: FILE_TEXT, paths: ['json.message'] },
  'file: get deleted': { reason: FILE_TEXT, paths: ['json.message'] },
  'file: search all': { reason: 'Since 1.2 an empty text finds nothing.', paths: ['json'] },
  'file: directory root': { reason: FILE_METADATA, paths: ['json'] },
  'file: directory sql': { reason: FILE_METADATA, paths: ['json[0].metadata'] },
  'file: stats': { reason: FILE_METADATA, paths: ['json.metadata'] },
}

/** Why the engine gives the routing rows of one call another status, and which. */
export interface RowDeviation {
  readonly reason: string
  /** As in `nameOf`; what follows does not matter. */
  readonly row: string
  readonly recorded: number
  readonly answered: number
}

export const rowDeviationsOf2: readonly RowDeviation[] = [
  {
    reason: '2.0.0 answers 409 where the flow exists, the snapshot 422.',
    row: 'POST /api/v1/main/flows,',
    recorded: 422,
    answered: 409,
  },
]

export const rowDeviationsOf1: readonly RowDeviation[] = [
  {
    reason: 'Since 1.3 a second route takes files, and without a type nothing chooses between the two.',
    row: 'POST /api/v1/main/flows/validate, Content-Type: none',
    recorded: 200,
    answered: 500,
  },
]
