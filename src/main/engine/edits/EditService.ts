import type { EditLog, EditRow, LabelWay, WorkByWay } from '../../../shared/contract/edits.ts'
import { type Edited, editedTogether } from '../../../shared/domain/edited.ts'
import { isLabel, stateStored } from '../../../shared/domain/frameState.ts'
import { ModelService } from '../models/ModelService.ts'
import { breather } from '../store/check/breathe.ts'
import { framesOfPatients } from '../store/framesOfPatients.ts'
import { usualTime } from '../store/savings.ts'
import type { OpenStudy } from '../study/OpenStudy.ts'
import { compareLabels, type Finding, type Label } from './compareLabels.ts'
import { hearTrail, nothingTold, type Told } from './told.ts'
import { hearWork, noWork, type Work } from './work.ts'

/** What people made of the models' masks, and what a mask takes with and without them. */
export const EditService = { log }

/** Labels that are compared at a time. */
const AT_A_TIME = 50

interface Kept {
  readonly told: Told
  readonly work: Work
  /** By frame, as long as its label's newest revision is this one. */
  readonly found: Map<number, { readonly newest: number; readonly finding: Finding }>
  /** One at a time goes on from where the last one came to. */
  reading: Promise<unknown>
}

const kept = new WeakMap<OpenStudy, Kept>()

/**
 * All labels that people made here beside the masks that models had made of the same frames. Read once; after that only
 * what was labelled since is compared. Of a time, labels that were saved in it. Changes nothing, so that it is told of a study that can only be looked at too.
 */
async function log(study: OpenStudy, isIn: (at: string) => boolean = () => true): Promise<EditLog> {
  const now: Kept = kept.get(study) ?? {
    told: nothingTold(),
    work: noWork(),
    found: new Map(),
    reading: Promise.resolve(),
  }
  kept.set(study, now)
  const reading = now.reading.catch(() => {}).then(() => readOn(study, now))
  now.reading = reading
  const labels = await reading
  return logOf(
    study,
    labels.filter(({ at }) => isIn(at)),
    now,
  )
}

type Dated = Label & { readonly at: string; readonly hasLesion: boolean }

async function readOn(study: OpenStudy, { told, work, found }: Kept): Promise<Dated[]> {
  await hearTrail(study, told)
  await hearWork(study, work)
  const labels = await labelsOf(study)
  const fresh = labels.filter(({ frame, newest }) => found.get(frame)?.newest !== newest)
  const rest = breather()
  for (let from = 0; from < fresh.length; from += AT_A_TIME) {
    const some = await compareLabels(study, fresh.slice(from, from + AT_A_TIME), told)
    for (const { label, found: finding } of some) found.set(label.frame, { newest: label.newest, finding })
    await rest()
  }
  return labels
}

/** Labels by readers; a reference judges, and nobody here made it. Nothing is told of what is still read blind. */
async function labelsOf({ store: { db }, index }: OpenStudy): Promise<Dated[]> {
  const rows = await framesOfPatients(db)
    .innerJoin('layer', 'layer.id', 'frame.label_layer')
    .innerJoin('revision', 'revision.layer_id', 'layer.id')
    .select(['frame.id as frame', 'frame.state', 'frame.painted', 'patient.split'])
    .select(['layer.id as layer', 'layer.author as reader', 'revision.id as newest', 'revision.at'])
    .where('frame.hidden', '=', 0)
    .where('revision.number', '=', ({ selectFrom }) =>
      selectFrom('revision as later')
        .whereRef('later.layer_id', '=', 'layer.id')
        .select(({ fn }) => fn.max('later.number').as('last')),
    )
    .execute()
  return rows
    .filter(({ frame, state }) => isLabel(stateStored(state)) && !index.isBlind(frame))
    .map(({ frame, painted, split, layer, reader, newest, at }) => {
      const hasLesion = painted > 1
      return { frame, layer, reader, newest, at, hasLesion, isHeldOut: split !== 'train' }
    })
}

async function logOf(study: OpenStudy, labels: readonly Dated[], { found, work }: Kept): Promise<EditLog> {
  const all = labels.flatMap((label) => {
    const finding = found.get(label.frame)?.finding
    const minutes = work.minutes.get(`${label.frame}:${label.reader}`) ?? null
    return finding ? [{ label, finding, minutes }] : []
  })
  const months = [...new Set(labels.map(({ at }) => monthOf(at)))].sort()
  const readers = [...new Set(labels.map(({ reader }) => reader))].sort()
  const worked = all.filter(({ label, minutes }) => label.hasLesion && minutes !== null)
  return {
    rows: await rowsOf(study, all),
    workByReader: readers.map((reader) => ({
      reader,
      ...workOf(worked.filter(({ label }) => label.reader === reader)),
    })),
    workByMonth: months.map((month) => ({
      month,
      ...workOf(worked.filter(({ label }) => monthOf(label.at) === month)),
    })),
    work: workOf(worked),
    imported: all.filter(({ finding }) => finding.way === 'imported').length,
    damaged: all.filter(({ finding }) => finding.way === 'damaged').length,
  }
}

const monthOf = (at: string): string => at.slice(0, 7)

interface Entry {
  readonly label: Dated
  readonly finding: Finding
  readonly minutes: number | null
}

/** By model and reader, models newest first. */
async function rowsOf(study: OpenStudy, all: readonly Entry[]): Promise<EditRow[]> {
  const groups = new Map<string, { model: string; reader: string; taken: Edited[]; beside: Edited[] }>()
  for (const { label, finding } of all) {
    if (!('model' in finding)) continue
    const { model } = finding
    const key = `${model}:${label.reader}`
    const group = groups.get(key) ?? { model, reader: label.reader, taken: [], beside: [] }
    groups.set(key, group)
    group[finding.way].push(finding.edited)
  }
  const models = await ModelService.list(study)
  return models.flatMap(({ id, number, source }) =>
    [...groups.values()]
      .filter(({ model }) => model === id)
      .sort((a, b) => a.reader.localeCompare(b.reader))
      .map(({ reader, taken, beside }) => ({
        ...{ model: id, number, source, reader },
        taken: editedTogether(taken),
        beside: editedTogether(beside),
      })),
  )
}

function workOf(entries: readonly Entry[]): WorkByWay {
  const of = (way: LabelWay) => {
    const minutes = entries.filter(({ finding }) => finding.way === way).map((entry) => entry.minutes ?? 0)
    return { masks: minutes.length, minutes: usualTime(minutes) }
  }
  return { taken: of('taken'), beside: of('beside'), alone: of('alone') }
}
