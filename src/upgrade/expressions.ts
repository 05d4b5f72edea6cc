import { ownTemplate } from '../flow/context-references.ts'
import type { RuleContext } from '../lint/rule-context.ts'
import { expressionsIn, type PebbleExpression } from '../pebble/pebble-tree.ts'
import { textsIn } from '../yaml/map-value.ts'
import type { TextPiece } from '../yaml/operations.ts'
import type { Construct } from './construct.ts'

/** Functions, filters and arguments that 2.0 removed from expressions. */
const construct = (isTakenBy1: boolean, pieceOf: (part: PebbleExpression) => readonly TextPiece[]): Construct => ({
  isTakenBy1,
  rewrite: (flow) => ({ changes: changesIn(flow, pieceOf), obstacles: [] }),
})

const changesIn = ({ value }: RuleContext, pieceOf: (part: PebbleExpression) => readonly TextPiece[]) =>
  textsIn(value).flatMap(({ text, path }) => {
    if (!/\bjson\b|\bversion\b/.test(text) || (path.length === 1 && path[0] === 'description')) return []
    const template = ownTemplate(text)
    const pieces = template === undefined || template.macros.has('json') ? [] : expressionsIn(template).flatMap(pieceOf)
    return pieces.length === 0
      ? []
      : [
          {
            code: 'breaks-on-2',
            why: 'The same under its present name.',
            path,
            operations: [{ act: 'pieces', path, pieces }],
          } as const,
        ]
  })

export const JSON_NAMES = construct(true, (part) =>
  (part.kind === 'filter' || part.kind === 'function') && part.name === 'json'
    ? [{ start: part.start, old: 'json', text: part.kind === 'filter' ? 'toJson' : 'fromJson' }]
    : [],
)

export const VERSIONS = construct(false, (part) =>
  part.kind === 'function' && (part.name === 'read' || part.name === 'fileURI')
    ? part.given.flatMap(({ name, at }) =>
        name === 'version' ? [{ start: at, old: 'version', text: 'revision' }] : [],
      )
    : [],
)
