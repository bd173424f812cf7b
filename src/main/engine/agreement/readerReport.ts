import type { ReaderReport, ReportRange } from '../../../shared/contract/agreement.ts'
import { countRegions } from '../../../shared/domain/agreement/countRegions.ts'
import { agreementIn } from '../../../shared/domain/agreement/together.ts'
import { diceTogether, editedTogether } from '../../../shared/domain/edited.ts'
import { meanOf } from '../../../shared/domain/overlap.ts'
import { EditService } from '../edits/EditService.ts'
import { breather } from '../store/check/breathe.ts'
import { savings, WorkClock } from '../store/savings.ts'
import type { OpenStudy } from '../study/OpenStudy.ts'
import { comparedPairs } from './comparedPairs.ts'
import type { Reading } from './readings.ts'

/** How exact an outline has to be in a report: as the tab has it at first. */
const TOLERANCE = { px: 2, mm: 0.5 }
/** Masks, and savings, that are read at a time. */
const AT_A_TIME = 200
const SAVINGS = 2000

type Reader = ReaderReport['readers'][number]

/** What readers did in a time, and how alike they are. Changes nothing; names no patient. */
export async function readerReport(study: OpenStudy, range: ReportRange): Promise<ReaderReport> {
  const isIn = (at: string) =>
    (range.from === undefined || at >= range.from) && (range.to === undefined || at < range.to)
  const { readings, pairs } = await comparedPairs(study, TOLERANCE)
  const own = readings.filter(({ at }) => isIn(at))
  const minutes = await minutesBy(study, isIn)
  const lesions = await lesionsBy(study, own)
  const returned = await returnedBy(study, isIn)
  const edits = await EditService.log(study, isIn)
  const names = new Set([...own.map(({ reader }) => reader), ...returned.keys()])
  const readers = [...names].sort().map((reader): Reader => {
    const rows = edits.rows.filter((row) => row.reader === reader)
    const taken = editedTogether(rows.map((row) => row.taken))
    const beside = editedTogether(rows.map((row) => row.beside))
    return {
      reader,
      frames: own.filter((one) => one.reader === reader).length,
      minutes: minutes.get(reader) ?? 0,
      lesions: lesions.get(reader) ?? 0,
      taken: taken.masks,
      same: taken.same,
      beside: beside.masks,
      kept: diceTogether(editedTogether([taken, beside]).classes),
      returned: returned.get(reader) ?? [],
    }
  })
  const together = pairs.filter(({ one, other }) => isIn(one.at > other.at ? one.at : other.at))
  return {
    from: range.from ?? null,
    to: range.to ?? null,
    readers,
    pairs: pairsIn(together),
  }
}

function pairsIn(pairs: Awaited<ReturnType<typeof comparedPairs>>['pairs']): ReaderReport['pairs'] {
  const groups = new Map<string, typeof pairs>()
  for (const pair of pairs) {
    const key = `${pair.one.reader}\u001f${pair.other.reader}`
    groups.set(key, [...(groups.get(key) ?? []), pair])
  }
  return [...groups]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([, group]) => {
      const compared = group.flatMap(({ compared: one }) => one ?? [])
      const { frames, dice, kappa } = agreementIn(compared)
      const surface = meanOf(compared.flatMap(({ classes }) => classes.map((one) => one.surface)))
      return {
        readers: [group[0]?.one.reader ?? '', group[0]?.other.reader ?? ''],
        frames,
        dice,
        surface,
        kappa,
      }
    })
}

/** Minutes of work, as the queue counts them. */
async function minutesBy({ store: { db } }: OpenStudy, isIn: (at: string) => boolean) {
  const [sums, clock, rest] = [new Map<string, number>(), new WorkClock(), breather()]
  for (let last = 0; ; ) {
    const rows = await savings(db)
      .select(['revision.id', 'revision.at', 'layer.author'])
      .where('revision.id', '>', last)
      .orderBy('revision.id')
      .limit(SAVINGS)
      .execute()
    for (const { id, at, author } of rows) {
      last = id
      const minutes = clock.minutesTo(author, at)
      if (minutes !== null && isIn(at)) sums.set(author, (sums.get(author) ?? 0) + minutes)
    }
    if (rows.length < SAVINGS) return sums
    await rest()
  }
}

/** Lesions in readers' masks; a mask that is damaged shows none. */
async function lesionsBy({ store: { db } }: OpenStudy, readings: readonly Reading[]) {
  const [sums, rest] = [new Map<string, number>(), breather()]
  for (let from = 0; from < readings.length; from += AT_A_TIME) {
    const some = new Map(readings.slice(from, from + AT_A_TIME).map(({ newest, reader }) => [newest, reader]))
    const rows = await db
      .selectFrom('revision')
      .select(['id', 'mask'])
      .where('id', 'in', [...some.keys()])
      .execute()
    for (const { id, mask } of rows) {
      const reader = some.get(id) ?? ''
      sums.set(reader, (sums.get(reader) ?? 0) + (countRegions(new Uint8Array(mask)) ?? 0))
      await rest()
    }
  }
  return sums
}

/** Masks that reviewers returned to each reader, by reason. */
async function returnedBy({ store: { db } }: OpenStudy, isIn: (at: string) => boolean) {
  const rows = await db
    .selectFrom('verdict')
    .innerJoin('layer', 'layer.id', 'verdict.layer_id')
    .select(['layer.author as reader', 'verdict.reason', 'verdict.at'])
    .where('verdict.says', '=', 'returned')
    .where('layer.kind', '=', 'reader')
    .orderBy('verdict.id')
    .execute()
  const found = new Map<string, Reader['returned']>()
  for (const { reader, reason, at } of rows) {
    if (!isIn(at)) continue
    const all = found.get(reader) ?? []
    const known = all.find((one) => one.reason === reason)
    if (known) known.masks++
    else all.push({ reason, masks: 1 })
    found.set(reader, all)
  }
  return found
}
