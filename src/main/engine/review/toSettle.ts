import { Failure } from '../../../shared/contract/failure.ts'
import type { ReadMask } from '../../../shared/contract/settling.ts'
import { LabelService } from '../labels/LabelService.ts'
import { framesOfPatients } from '../store/framesOfPatients.ts'
import type { Call } from '../study/Call.ts'
import { readersOf } from './readers.ts'

/** The masks of a frame that readers differ on. */
export interface ToSettle {
  readonly name: string
  readonly patient: string
  readonly width: number
  readonly height: number
  readonly readers: ReadMask[]
  readonly model: ReadMask | null
  readonly own: ReadMask | null
  readonly hasRead: boolean
}

/** What readers have submitted of a frame, what the model sees, and one's own mask; see the contract. */
export async function toSettle(call: Call, frame: number): Promise<ToSettle> {
  const row = await framesOfPatients(call.study.store.db)
    .select(['frame.name', 'frame.width', 'frame.height', 'patient.code as patient'])
    .where('frame.id', '=', frame)
    .executeTakeFirst()
  if (!row) throw new Failure('frameGone')
  const opened = await LabelService.opened(call, frame)
  const masks = new Map(
    opened.map(({ layer: { id, revision, author }, bytes }): [number, ReadMask] => [
      id,
      { layer: id, revision, author, mask: Buffer.from(bytes).toString('base64') },
    ]),
  )
  const layers = opened.map(({ layer }) => layer)
  const { layers: readings, hasRead } = await readersOf(call, frame, layers)
  const read = new Set(readings.map(({ id }) => id))
  const maskOf = (layer: { readonly id: number } | undefined) => (layer && masks.get(layer.id)) ?? null
  return {
    ...row,
    readers: readings
      .toSorted((a, b) => a.author.localeCompare(b.author))
      .flatMap((layer) => maskOf(layer) ?? []),
    model: maskOf(layers.find(({ inUse }) => inUse)),
    own: maskOf(layers.find(({ id, own }) => own && !read.has(id))),
    hasRead,
  }
}
