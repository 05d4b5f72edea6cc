import type { Lab } from '../lab.ts'
import { dashboards } from './dashboards.ts'
import { deleteLadder, mirror, renamedAndMoved } from './deletes.ts'
import { conflictRefused, driftKept, overwrite, planSeesWhatDriftSees, unmanagedNamed } from './drift.ts'
import { firstExecutions, smokeInterrupted, smokeRuns, waitsForIdle } from './effect.ts'
import { killed, rollback, unknownTenant, wrongPassword } from './failures.ts'
import { flowTests, flowTestsKilled } from './flow-tests.ts'
import { firstDeploy, nothingChanged, update } from './life.ts'
import { manyFlows } from './many.ts'
import { blanks, bytes, outsideOfAscii } from './names.ts'
import { keyValuePairs } from './pairs.ts'
import { previewRunsNothing } from './previews.ts'
import { hiddenLineEnds, namesComeBack, namesFromTexts } from './reading.ts'
import { recordWithoutFlows } from './records.ts'
import { roundTrip } from './round-trip.ts'
import { tenantTree } from './tenant-tree.ts'
import { nothingFires, triggersFire } from './triggers.ts'
import { collidingName, positions } from './validation.ts'

/** Throws with what differed. Each uses namespaces that no other one does, so that none depends on another. */
export type Check = (lab: Lab) => Promise<void>

/** Every check by the name of its row. */
export const CHECKS: Readonly<Record<string, Check>> = {
  'first deploy': firstDeploy,
  'nothing changed: nothing written': nothingChanged,
  update,
  'drift is kept and told': driftKept,
  'a plan sees the edits that drift sees': planSeesWhatDriftSees,
  'what somebody made in the UI is named, and is no drift': unmanagedNamed,
  'a conflict is refused': conflictRefused,
  'overwrite: Git wins': overwrite,
  'delete ladder: keep, protected, max-deletes, delete': deleteLadder,
  'mirror, inside its own namespaces only': mirror,
  'renamed flows, and a tree that moved to another namespace': renamedAndMoved,
  'a flow that is refused at save: all is put back': rollback,
  'killed in the middle: the next run converges': killed,
  'export and back: in sync': roundTrip,
  'files: every byte, empty, .zip': bytes,
  'files: a blank in the name': blanks,
  'files: names outside of ASCII': outsideOfAscii,
  "TenantSync's tree, and files without a flow": tenantTree,
  'key-value pairs of every type': keyValuePairs,
  "the server's verdicts at file, line and column": positions,
  'a flow behind a line end that no reader sees': hiddenLineEnds,
  'every text comes back under its own name': namesComeBack,
  'flows have the names of their texts': namesFromTexts,
  '120 flows': manyFlows,
  'a wrong password': wrongPassword,
  'an unknown tenant': unknownTenant,
  'a record where there is no flow': recordWithoutFlows,
  'a name that is a route': collidingName,
  'a preview runs nothing': previewRunsNothing,
  'a dashboard, where the server has them': dashboards,
  'a deploy waits until nothing runs': waitsForIdle,
  'a smoke run that fails leaves the old text': smokeRuns,
  'what fires when, and what somebody switched off': triggersFire,
  'no trigger: the scheduler is not asked': nothingFires,
  'smoke runs that are interrupted leave the old text': smokeInterrupted,
  'the first execution after a deploy is followed': firstExecutions,
  'flow tests: their verdicts, and nothing left': flowTests,
  'flow tests that are killed: the next run removes what they left': flowTestsKilled,
}
