import { freemem } from 'node:os'
import type { SinceLast } from '../../../shared/contract/training.ts'
import type { LabelledFrame } from '../../../shared/trainer/protocol.ts'
import { ModelService } from '../models/ModelService.ts'
import { isAcceptedOnly } from '../store/review/acceptedOnly.ts'
import type { OpenStudy } from '../study/OpenStudy.ts'
import { type HeldFrame, heldFrames } from './labelled/heldFrames.ts'
import { countsByLight, countsByPatient } from './labelled/labelCounts.ts'
import { changesSince, learnedFrom } from './labelled/learned.ts'
import { secondsBeside, stepTimes } from './pace.ts'
import { notesOnHead, readinessOf } from './readiness.ts'
import { collectRoundData } from './roundData.ts'
import { type LogLine, readRunLog } from './runLog.ts'
import { lastFinished } from './runStore.ts'
import { warningsOf } from './warnings/index.ts'

/** What a round would learn from now, what stands in its way, and what would make it worth less. */
export async function outlook(study: OpenStudy) {
  const acceptedOnly = await isAcceptedOnly(study.store.db)
  const data = await collectRoundData(study, { acceptedOnly })
  const champion = await ModelService.inUse(study)
  const card = champion && ModelService.cardOf(champion)
  const { classes } = study
  const labelled = heldFrames(data.labelled)
  const validation = heldFrames(data.validation)
  const wishes = { usesUnlabelled: true, unjudged: true }
  const { framesWithClass, problems, cannotJudge, notes } = readinessOf(data, classes, wishes, labelled)
  const last = await lastFinished(study)
  const log = last ? await readRunLog(study, last.id) : []
  const since = sinceLastRound(log, data.labelled, labelled, classes.length)
  const byModality = await countsByLight(study, labelled, data.unlabelled, classes.length)
  const facts = { classes, labelled, validation, byModality, sinceLast: since }
  return {
    labelled: data.labelled.length,
    accepted: data.accepted,
    acceptedOnly,
    unlabelled: data.unlabelled.length,
    vetoed: data.vetoes.count,
    validation: data.validation.length,
    framesWithClass: [...framesWithClass],
    byModality,
    byPatient: countsByPatient(labelled, classes.length),
    sinceLast: since,
    problems: [...problems],
    cannotJudge,
    notes: [...notes, ...(card ? notesOnHead(classes, card.settings.classes) : [])],
    warnings: labelled.length === 0 ? [] : warningsOf(facts),
    freeMemory: freeBytes() / 1e9,
    stepTimes: await stepTimes(study),
    secondsBeside: secondsBeside(log, data.all.length),
    initial: card ? ModelService.nameOf(card) : null,
  }
}

/** As the trainer asks before its first step, which says less inside a container; older runtimes do not know it. */
const freeBytes = (): number => ('availableMemory' in process ? process.availableMemory() : freemem())

/** Null where no round ended well, and where the last one, of an earlier version, does not say what it had. */
function sinceLastRound(
  log: readonly LogLine[],
  labelled: readonly LabelledFrame[],
  held: readonly HeldFrame[],
  classes: number,
): SinceLast | null {
  const before = log.findLast((line) => line.learned)?.learned
  return before ? changesSince(before, learnedFrom(labelled), held, classes) : null
}
