import { join } from 'node:path'
import * as z from 'zod'
import type { Strip } from '../../../shared/contract/training.ts'
import type { EventOf } from '../../../shared/trainer/messages.ts'
import { appendLine, readLines } from '../../files/lineFile.ts'
import { LabelService } from '../labels/LabelService.ts'
import { framesOfPatients } from '../store/framesOfPatients.ts'
import type { OpenStudy } from '../study/OpenStudy.ts'
import { runFolder } from './runFolder.ts'

type Looked = Extract<EventOf<'train'>, { kind: 'looked' }>

const look = z
  .object({
    step: z.number(),
    frames: z.array(z.object({ id: z.string(), mask: z.string(), dice: z.number().nullable() })),
  })
  .nullable()
  .catch(null)

/** The looks at a few validation frames, one a line: some two dozen of six masks, however long the round. */
const stripPath = (study: OpenStudy, id: string) => join(runFolder(study, id), 'looks.jsonl')

export async function logLook(study: OpenStudy, id: string, { step, frames }: Looked): Promise<void> {
  const kept = frames.map(({ mask, ...frame }) => ({ ...frame, mask: Buffer.from(mask).toString('base64') }))
  await appendLine(stripPath(study, id), { step, frames: kept })
}

/** The frames of a round's looks that are still there with a label, and each look at them, the earliest first. */
export async function readStrip(study: OpenStudy, id: string): Promise<Strip> {
  const lines = (await readLines<unknown>(stripPath(study, id))).map((line) => look.parse(line))
  // A resumed round repeats the steps after its checkpoint; the later looks hold.
  const looks = new Map(lines.flatMap((one) => (one ? [[one.step, one] as const] : [])))
  const inOrder = [...looks.values()].sort((a, b) => a.step - b.step)
  const ids = [...new Set(inOrder.flatMap(({ frames }) => frames.map((frame) => Number(frame.id))))]
  const rows = await framesOfPatients(study.store.db)
    .select(['frame.id', 'frame.name', 'patient.code as patient'])
    .where('frame.id', 'in', ids)
    .where('frame.hidden', '=', 0)
    .execute()
  const labels = rows.length > 0 ? await LabelService.labels(study) : new Map<number, number>()
  const byId = new Map(rows.map((row) => [row.id, row]))
  const frames = ids.flatMap((frame) => {
    const row = byId.get(frame)
    const label = labels.get(frame)
    // What a round makes of it is compared with a mask that is kept from its other readers.
    return row && label !== undefined && !study.index.isBlind(frame) ? [{ ...row, label }] : []
  })
  const shown = new Set(frames.map((frame) => frame.id))
  return {
    frames,
    looks: inOrder.map(({ step, frames: seen }) => ({
      step,
      frames: seen
        .map(({ id: frame, ...rest }) => ({ frame: Number(frame), ...rest }))
        .filter(({ frame }) => shown.has(frame)),
    })),
  }
}
