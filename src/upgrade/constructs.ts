import type { Construct } from './construct.ts'
import { JSON_NAMES, VERSIONS } from './expressions.ts'
import { HTTP_OPTIONS } from './http-options.ts'
import { LOOPS } from './loops.ts'
import { INPUTS, PROPERTIES, TYPES } from './names.ts'
import { PAUSE_TASKS } from './pause-tasks.ts'
import { PLUGIN_DEFAULTS } from './plugin-defaults.ts'
import { DEFAULTS, EMPTY_LISTS } from './small-changes.ts'
import { CONDITIONS } from './trigger-conditions.ts'

/** All constructs in the order in which they are rewritten: each one reads the result of those before it. */
export const CONSTRUCTS: readonly Construct[] = [
  TYPES,
  EMPTY_LISTS,
  PLUGIN_DEFAULTS,
  PROPERTIES,
  INPUTS,
  HTTP_OPTIONS,
  JSON_NAMES,
  VERSIONS,
  DEFAULTS,
  CONDITIONS,
  LOOPS,
  PAUSE_TASKS,
]
