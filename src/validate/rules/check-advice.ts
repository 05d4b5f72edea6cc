import { findSecrets, firstLines } from '../../problem/find-secrets.ts'
import type { FlowRule } from '../checked-flow.ts'

/** Credentials anywhere in the source, comments included. The value is never part of the message. */
export const checkSecrets: FlowRule = ({ document }) =>
  firstLines(findSecrets(document.source)).map((span) => ({
    code: 'possible-secret',
    path: [],
    position: document.positionAt(span),
    message: `This looks like ${span.kind}.`,
  }))
