import type { AgreementFound, AgreementWish, DisputedFrame } from '../../../shared/contract/agreement.ts'
import type { Compared } from '../../../shared/domain/agreement/compareReadings.ts'
import { ofClass } from '../../../shared/domain/agreement/ofClass.ts'
import { agreementIn } from '../../../shared/domain/agreement/together.ts'
import type { OpenStudy } from '../study/OpenStudy.ts'
import { comparedPairs } from './comparedPairs.ts'
import { readerReport } from './readerReport.ts'
import type { Pair } from './readings.ts'
import { reportTable } from './reportTable.ts'

/** How alike readers are, and what they came to. */
export const AgreementService = { found, report: readerReport, reportTable }

/** Disputed frames that are told of. */
const MOST = 60

interface Entry extends Pair {
  readonly compared: Compared
}

/** How alike readers are on frames that two or more have submitted. Changes nothing, and never holds the engine long. */
async function found(study: OpenStudy, wish: AgreementWish): Promise<AgreementFound> {
  const { pairs, blind } = await comparedPairs(study, wish)
  const asked = pairs.filter(({ one, other }) => isAsked(wish, one.reader, other.reader, one.modality))
  const entries = asked.flatMap(({ one, other, compared }): Entry[] =>
    compared === null ? [] : [{ one, other, compared: narrowed(compared, wish.class) }],
  )
  return {
    readers: [...new Set(pairs.flatMap(({ one, other }) => [one.reader, other.reader]))].sort(),
    frames: new Set(entries.map(({ one }) => one.frame)).size,
    blind,
    damaged: asked.length - entries.length,
    pairs: [...groupedBy(entries, ({ one, other }) => `${one.reader}\u001f${other.reader}`).values()]
      .map((group) => ({ readers: readersOf(group[0]), ...agreementIn(group.map(comparedOf)) }))
      .sort((a, b) => a.readers.join('\u001f').localeCompare(b.readers.join('\u001f'))),
    months: [...groupedBy(entries, monthOf)]
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([month, group]) => {
        const { frames, kappa, dice } = agreementIn(group.map(comparedOf))
        return { month, frames, kappa, dice }
      }),
    mostDisputed: mostDisputed(entries),
  }
}

function isAsked(wish: AgreementWish, one: string, other: string, light: string): boolean {
  const { readers, modality } = wish
  if (modality !== undefined && modality !== light) return false
  return readers === undefined || (readers.includes(one) && readers.includes(other))
}

const narrowed = (compared: Compared, c: number | undefined): Compared =>
  c === undefined ? compared : ofClass(compared, c)

const comparedOf = ({ compared }: Entry) => compared
const readersOf = (entry: Entry | undefined): [string, string] => [
  entry?.one.reader ?? '',
  entry?.other.reader ?? '',
]

/** Of the mask that was there last: before it there was nothing to compare. */
const monthOf = ({ one, other }: Entry): string => (one.at > other.at ? one : other).at.slice(0, 7)

function mostDisputed(entries: readonly Entry[]): DisputedFrame[] {
  const differing = entries.filter(({ compared: { disputed } }) => shareOf(disputed) + edgeOf(disputed) > 0)
  const sorted = differing.toSorted(
    ({ compared: { disputed: a } }, { compared: { disputed: b } }) =>
      shareOf(b) - shareOf(a) || edgeOf(b) - edgeOf(a),
  )
  const worst = new Map<number, Entry>()
  for (const entry of sorted) {
    if (worst.size === MOST) break
    if (!worst.has(entry.one.frame)) worst.set(entry.one.frame, entry)
  }
  return [...worst.values()].map((entry) => ({
    id: entry.one.frame,
    name: entry.one.name,
    readers: readersOf(entry),
    layers: [entry.one.layer, entry.other.layer],
    disputed: entry.compared.disputed,
  }))
}

type Disputed = Compared['disputed']
/** Share of what either calls a lesion that they see differently beyond the edge, and the edge's. */
const shareOf = ({ class: byClass, missed, either }: Disputed) =>
  either === 0 ? 0 : (byClass + missed) / either
const edgeOf = ({ edge, either }: Disputed) => (either === 0 ? 0 : edge / either)

function groupedBy<T>(all: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const one of all) {
    const group = groups.get(keyOf(one))
    if (group) group.push(one)
    else groups.set(keyOf(one), [one])
  }
  return groups
}
