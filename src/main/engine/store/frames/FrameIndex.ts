import type { FrameFilter, FrameSort } from '../../../../shared/contract/frames.ts'
import { frameStates, isLabel, isOpen } from '../../../../shared/domain/frameState.ts'
import { type Connection, connectionOf } from '../connection.ts'
import type { Store } from '../openStore.ts'
import { FrameNames } from './FrameNames.ts'
import {
  type FrameColumns,
  facet,
  modalities,
  readFrameColumns,
  refreshFrameColumns,
  splits,
  stateIn,
} from './frameColumns.ts'
import { sortRows } from './frameOrder.ts'
import { idsFromTables } from './idsFromTables.ts'
import { type Own, ownView } from './ownView.ts'
import { type Asking, asksReview, passesReview } from './passesReview.ts'
import { type Placed, Reviews } from './Reviews.ts'
import { anyReadTwice, hasAccounts, paintedRows } from './reviewRows.ts'

/** Results kept, four bytes a frame each. */
const KEPT = 3
const DAY_MS = 86_400_000

/**
 * All frames of the open study as narrow columns in memory, 30 bytes a frame. Any filter is one pass over them: a
 * million frames take milliseconds, where SQLite needs an index for each combination of filters, and half a
 * second to count without one. What changes is told by `refresh` and `drop`; the tables stay the truth.
 */
export class FrameIndex {
  private readonly connection: Connection
  private columns: FrameColumns | undefined
  private placeOf: Int32Array = new Int32Array(0)
  private names: FrameNames | undefined
  /** Where rows are gathered before their number is known; new memory for each question would lie about unused. */
  private scratch = new Uint32Array(0)
  private readonly kept = new Map<string, Uint32Array>()
  private reviewed: Reviews | undefined
  private isAnyReadTwice: boolean | undefined
  /** Columns as readers see them, where that is not all. */
  private readonly views = new Map<string, FrameColumns>()

  constructor(store: Store) {
    this.connection = connectionOf(store)
  }

  /** Forgets everything; the next question reads it again. After imports and other changes of many frames. */
  drop(): void {
    this.columns = undefined
    this.names = undefined
    this.forgetReviews()
  }

  /** Forgets who is to read what and what was said of it. After assignments and signatures. */
  forgetReviews(): void {
    this.reviewed = undefined
    this.isAnyReadTwice = undefined
    this.views.clear()
    this.kept.clear()
  }

  /** Reads these frames again, whose masks, tags or facts changed. */
  refresh(ids: readonly number[]): void {
    this.kept.clear()
    this.views.clear()
    this.reviewed?.refresh(ids)
    if (!this.columns) return
    const places = new Map(ids.flatMap((id) => (this.has(id) ? [[id, this.placeOf[id]!] as const] : [])))
    refreshFrameColumns(this.connection, this.columns, places)
  }

  /** Columns of all frames. */
  get all(): FrameColumns {
    if (!this.columns) {
      const columns = readFrameColumns(this.connection)
      const highest = columns.id.reduce((most, id) => Math.max(most, id), 0)
      this.placeOf = new Int32Array(highest + 1).fill(-1)
      for (let at = 0; at < columns.id.length; at++) this.placeOf[columns.id[at]!] = at
      this.columns = columns
    }
    return this.columns
  }

  /** Who reads what and how far that is. */
  get reviews(): Reviews {
    this.reviewed ??= new Reviews(this.connection)
    return this.reviewed
  }

  /** A frame as its stage is found by; undefined where there is no such frame. */
  placed(frame: number): Placed | undefined {
    const row = this.placeIn(frame)
    return row < 0 ? undefined : this.placedAt(row)
  }

  /** Whether others' masks of a frame are kept from everybody for now. */
  isBlind(frame: number): boolean {
    if (!this.readsTwice) return false
    const placed = this.placed(frame)
    return placed !== undefined && this.reviews.isBlind(placed)
  }

  /**
   * The columns as somebody sees them: of frames that are read blind only what they have made of them. Nobody in
   * particular, as a round or an export, sees all.
   */
  seenBy(reader: string | undefined): FrameColumns {
    const { all } = this
    if (reader === undefined || !this.readsTwice) return all
    const known = this.views.get(reader)
    if (known) return known
    if (this.views.size >= KEPT) this.views.clear()
    const view = ownView(all, this.blindFor(reader))
    this.views.set(reader, view)
    return view
  }

  /**
   * Ids of the frames that pass, in order; a stretch of them. `reader`: who asks, where that decides what they may see,
   * and whose lists of work are asked for.
   */
  ids(
    filter: FrameFilter,
    sort: FrameSort | undefined,
    offset = 0,
    limit = Infinity,
    reader?: string,
  ): number[] {
    const rows = this.rows(filter, sort, reader)
    const { id } = this.all
    const end = Math.min(rows.length, offset + limit)
    const out: number[] = []
    for (let i = offset; i < end; i++) out.push(id[rows[i]!]!)
    return out
  }

  /** The ids of all frames that pass, in order. */
  list(filter: FrameFilter, sort: FrameSort | undefined, reader?: string): Int32Array {
    const rows = this.rows(filter, sort, reader)
    const { id } = this.all
    const ids = new Int32Array(rows.length)
    for (let i = 0; i < rows.length; i++) ids[i] = id[rows[i]!]!
    return ids
  }

  count(filter: FrameFilter, reader?: string): number {
    return this.rows(filter, undefined, reader).length
  }

  /** A frame's place in the library's order, −1 where there is no such frame. */
  placeIn(frame: number): number {
    this.all
    return this.placeOf[frame] ?? -1
  }

  /** Of these frames the first after one of them that is still to be labelled and on its side of the split. */
  firstOpen(ids: Int32Array, frame: number, reader?: string): number | undefined {
    const { facets } = this.seenBy(reader)
    if (!this.has(frame)) return undefined
    const side = (id: number) => (facets[this.placeOf[id]!]! >> facet.split) & 3
    const at = ids.indexOf(frame)
    for (let step = 1; step <= ids.length; step++) {
      const id = ids[(at + step) % ids.length]!
      if (id === frame || !this.has(id)) continue
      if (isOpen(stateIn(facets[this.placeOf[id]!]!)) && side(id) === side(frame)) return id
    }
    return undefined
  }

  /** Whether a frame of that id is in the study. */
  holds(id: number): boolean {
    return this.all.id.length > 0 && this.has(id)
  }

  private has(id: number): boolean {
    return (this.placeOf[id] ?? -1) >= 0
  }

  private get readsTwice(): boolean {
    this.isAnyReadTwice ??= anyReadTwice(this.connection)
    return this.isAnyReadTwice
  }

  private placedAt(row: number): Placed {
    const { id, group, groups, facets } = this.all
    const state = stateIn(facets[row]!)
    return {
      frame: id[row]!,
      examination: groups[group[row]!]!.id,
      state: isLabel(state) ? 'label' : state === 'inProgress' ? 'begun' : 'none',
    }
  }

  private blindFor(reader: string): Map<number, Own> {
    const painted = new Map(paintedRows(this.connection, reader))
    const blind = new Map<number, Own>()
    for (let row = 0; row < this.all.id.length; row++) {
      const placed = this.placedAt(row)
      if (!this.reviews.isBlind(placed)) continue
      const areas = JSON.parse(painted.get(placed.frame) ?? '[]') as number[]
      blind.set(row, { reading: this.reviews.factsOf(placed).readings.get(reader), areas })
    }
    return blind
  }

  /** Whether people are told apart: nobody judges their own mask then. */
  get hasAccounts(): boolean {
    return hasAccounts(this.connection)
  }

  private rows(filter: FrameFilter, sort: FrameSort | undefined, reader: string | undefined): Uint32Array {
    const columns = this.seenBy(reader)
    const judgesOwn = filter.work === undefined || !this.hasAccounts
    const key = JSON.stringify([filter, sort ?? null, reader ?? null, judgesOwn])
    const known = this.kept.get(key)
    if (known) return known
    const rows = sort
      ? sortRows(this.rows(filter, undefined, reader), sort, columns, this.connection)
      : this.passing(filter, columns, { reader, judgesOwn })
    this.kept.set(key, rows)
    for (const old of this.kept.keys()) {
      if (this.kept.size <= KEPT) break
      this.kept.delete(old)
    }
    return rows
  }

  /** One pass over the columns; the cheap tests on bits first, sets last. */
  private passing(filter: FrameFilter, columns: FrameColumns, asking: Asking): Uint32Array {
    const { facets, group, disagreement, day, device, id } = columns
    const { mask, want } = bitsWanted(filter)
    const states = statesWanted(filter)
    const groups = this.groupsWanted(filter)
    const sets = this.setsWanted(filter)
    const least = filter.disagreement === undefined ? undefined : Math.round(filter.disagreement * 1000)
    const from = filter.from === undefined ? undefined : Date.parse(filter.from) / DAY_MS
    const to = filter.to === undefined ? undefined : Date.parse(filter.to) / DAY_MS
    const isReviewed = asksReview(filter)
    if (this.scratch.length < facets.length) this.scratch = new Uint32Array(facets.length)
    const rows = this.scratch
    let found = 0
    for (let i = 0; i < facets.length; i++) {
      if ((facets[i]! & mask) !== want) continue
      if (((states >> ((facets[i]! >> facet.state) & 7)) & 1) === 0) continue
      if (groups && groups[group[i]!] === 0) continue
      if (least !== undefined && disagreement[i]! < least) continue
      if (from !== undefined && day[i]! < from) continue
      if (to !== undefined && (day[i]! > to || day[i]! < 0)) continue
      if (filter.device !== undefined && device[i] !== filter.device) continue
      if (sets.some((set) => set[id[i]!] !== 1)) continue
      if (isReviewed && !passesReview(filter, asking, this.reviews, this.placedAt(i), facets[i]!)) continue
      rows[found++] = i
    }
    return rows.slice(0, found)
  }

  private groupsWanted({ patient, examination }: FrameFilter): Uint8Array | undefined {
    if (patient === undefined && examination === undefined) return undefined
    return Uint8Array.from(this.all.groups, (g) =>
      (patient === undefined || g.patient === patient) &&
      (examination === undefined || g.code === examination)
        ? 1
        : 0,
    )
  }

  /** Filters that only tables can answer, as a flag per frame id. */
  private setsWanted(filter: FrameFilter): Uint8Array[] {
    const { connection } = this
    const size = this.placeOf.length
    const sets = idsFromTables(connection, filter).map((ids) => flags(ids, size))
    if (filter.search) {
      this.names ??= new FrameNames(connection, this.all.id)
      const set = this.names.containing(filter.search, size)
      const groups = this.groupsNamed(filter.search)
      const { group, id } = this.all
      if (groups) for (let i = 0; i < id.length; i++) if (groups[group[i]!] === 1) set[id[i]!] = 1
      for (const found of idsFromTables(connection, { text: filter.search })[0] ?? []) set[found] = 1
      sets.push(set)
    }
    return sets
  }

  private groupsNamed(search: string): Uint8Array | undefined {
    const wanted = search.toLowerCase()
    const found = Uint8Array.from(this.all.groups, (g) => (g.patient.toLowerCase().includes(wanted) ? 1 : 0))
    return found.includes(1) ? found : undefined
  }
}

function flags(ids: Iterable<number>, size: number): Uint8Array {
  const set = new Uint8Array(size)
  for (const id of ids) set[id] = 1
  return set
}

/** The states that pass, a bit each. */
const statesWanted = ({ states }: FrameFilter): number =>
  frameStates.reduce((bits, state, at) => (!states || states.includes(state) ? bits | (1 << at) : bits), 0)

/** The filters that are bits of `facets`, as one mask and the value wanted under it. */
function bitsWanted(filter: FrameFilter): { mask: number; want: number } {
  let mask = 1 << facet.hidden
  let want = filter.hidden ? 1 << facet.hidden : 0
  const bit = (at: number, on: boolean) => {
    mask |= 1 << at
    if (on) want |= 1 << at
  }
  const two = (at: number, value: number) => {
    mask |= 3 << at
    want |= value << at
  }
  if (filter.modality) two(facet.modality, modalities.indexOf(filter.modality))
  if (filter.split) two(facet.split, splits.indexOf(filter.split))
  if (filter.labelled !== undefined) bit(facet.label, filter.labelled)
  if (filter.predicted !== undefined) bit(facet.predicted, filter.predicted)
  for (const c of filter.painted ?? []) bit(facet.painted + c, true)
  for (const c of filter.seen ?? []) bit(facet.predicted + c, true)
  return { mask, want }
}
