import type { Transaction } from 'kysely'
import { Failure } from '../../../shared/contract/failure.ts'
import type { Mask } from '../../../shared/domain/mask.ts'
import { decodeMask } from '../../../shared/domain/rle.ts'
import { settled, type Take } from '../../../shared/domain/settling.ts'
import { LabelService } from '../labels/LabelService.ts'
import { record } from '../store/audit.ts'
import { mustNotBeSigned } from '../store/review/signed.ts'
import { writeVerdict } from '../store/review/writeVerdict.ts'
import type { Catalogue } from '../store/schema.ts'
import type { Call } from '../study/Call.ts'
import { readersOf } from './readers.ts'
import { writing } from './writing.ts'

interface OfReader {
  readonly layer: number
  readonly revision: number
}

interface Settlement {
  readonly frame: number
  readonly first: OfReader
  readonly second: OfReader
  readonly choices: readonly Take[] | null
  readonly toPaint: boolean
}

/** Writes the adjudicator's mask of a frame that readers differ on; see the contract. */
export async function settle(call: Call, wish: Settlement): Promise<void> {
  const { frame, first, second, choices, toPaint } = wish
  if (!call.study.index.holds(frame)) throw new Failure('frameGone')
  const author = call.actor.name
  const layers = await LabelService.list(call, frame)
  const { layers: readings, hasRead } = await readersOf(call, frame, layers)
  if (hasRead) throw new Failure('hasReadTheFrame', { reader: author })
  const isReading = ({ layer }: OfReader) => readings.some(({ id }) => id === layer)
  if (first.layer === second.layer || !isReading(first) || !isReading(second))
    throw new Failure('notTwoReaders')
  await writing(call, frame, async (db) => {
    await mustNotBeSigned(db, frame)
    const masks = [await maskAt(db, first), await maskAt(db, second)] as const
    const mask = choices ? settled(...masks, choices) : await ownMask(call, db, frame)
    const where = { frame, kind: 'reader', author } as const
    const stored = await LabelService.write(db, where, mask, { origin: toPaint ? 'stroke' : 'accept' })
    await record(db, {
      actor: author,
      action: 'settle',
      subject: `frame:${frame}`,
      detail: {
        first,
        second,
        choices,
        toPaint,
        saved: [LabelService.toldOf(stored, author)],
        state: stored.state,
      },
    })
    if (toPaint) return { tells: ['masks', 'review'], is: undefined }
    const layer = { id: stored.layer, revision: stored.revision }
    await writeVerdict(db, author, { frame, says: 'settled', layer })
    return { tells: ['labels', 'review'], is: undefined }
  })
}

/** A reader's mask, where it is still the one that was looked at. Fails STALE_REVISION, FILE_DAMAGED. */
async function maskAt(db: Transaction<Catalogue>, { layer, revision }: OfReader): Promise<Mask> {
  const { revision: newest, bytes } = await LabelService.maskIn(db, layer)
  if (newest !== revision) throw new Failure('changedElsewhere')
  return decodeMask(bytes)
}

async function ownMask(call: Call, db: Transaction<Catalogue>, frame: number): Promise<Mask> {
  const now = await LabelService.current(call, db, frame, null)
  if ('repeated' in now || now.layer === null) throw new Failure('notTwoReaders')
  return now.mask
}
