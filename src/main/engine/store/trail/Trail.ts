import { createHmac, randomUUID } from 'node:crypto'
import { realpathSync } from 'node:fs'
import type { Database } from 'better-sqlite3'
import { SCHEMA_VERSION } from '../migrations/index.ts'
import { type AuditEntry, ITSELF, rowOf } from './chain.ts'
import { defineSeal, sealAgain, sealAll, sealChanges, sealRows, shapeOf, tableOf } from './seals.ts'
import type { Head, TrailKey, Trails } from './Trails.ts'

/** Written where rows of the study are sealed as they are found. */
export const SEALED = 'seal'
/** Written where the trail goes on from another row than this machine has seen last. */
export const WENT_BACK = 'went-back'
/** How long the kept head may be behind, ms: a stroke does not wait for it. */
const BEHIND = 1000

/** What is signed of a row of the trail. */
export const macOf = ({ secret }: TrailKey, chain: string): string =>
  createHmac('sha256', secret).update(`audit\u001f${chain}`).digest('hex')

export const lastRow = (catalogue: Database) =>
  catalogue.prepare('SELECT seq, chain FROM audit ORDER BY seq DESC LIMIT 1').get() as
    | { seq: number; chain: string }
    | undefined

/** Whether the trail holds a row that was seen before. */
export const holds = (catalogue: Database, { seq, chain }: Head): boolean =>
  catalogue.prepare('SELECT chain FROM audit WHERE seq = ?').pluck().get(seq) === chain

/** A study's name for itself, whatever it is called and wherever it lies. */
export const idOf = (catalogue: Database) =>
  catalogue.prepare(`SELECT value FROM setting WHERE key = 'id'`).pluck().get() as string | undefined

/** Gives a study its name for itself where it was never sealed; one that has lost it gets none, and no key by it. */
function nameIt(catalogue: Database): string {
  if (catalogue.prepare('SELECT 1 FROM sealing').get() !== undefined) return ''
  const id = randomUUID()
  catalogue.prepare(`INSERT INTO setting VALUES ('id', ?)`).run(id)
  return id
}

export const placeOf = (folder: string): string => realpathSync.native(folder)

/**
 * The trail of a study that is written to: signs what is recorded, has each change sealed, and keeps the last row outside
 * the study. The kept head is written only of rows that are committed, so it is never ahead of the study; it follows
 * within a second and when the study is closed. After kill −9 or a power cut it is at the last row or behind it, and the
 * next opening brings it up.
 */
export class Trail {
  private readonly catalogue: Database
  private readonly folder: string
  private readonly study: string
  private readonly trails: Trails
  private readonly key: TrailKey | undefined
  private timer: NodeJS.Timeout | undefined

  constructor(catalogue: Database, folder: string, trails: Trails) {
    this.catalogue = catalogue
    this.folder = placeOf(folder)
    this.trails = trails
    this.study = idOf(catalogue) ?? nameIt(catalogue)
    this.key = this.study === '' ? undefined : trails.keyOf(this.study)
    defineSeal(catalogue, this.key)
    catalogue.function('loco_key', () => this.key?.id ?? null)
    catalogue.function('loco_mac', (chain: string) => {
      this.keepSoon()
      return this.key ? macOf(this.key, chain) : null
    })
    catalogue.transaction(() => this.takeUp()).immediate()
    sealChanges(catalogue)
    this.keepNow()
  }

  close(): void {
    this.keepNow()
    clearTimeout(this.timer)
  }

  /** Finds the study as it was left, or writes down in its trail why it is not. */
  private takeUp(): void {
    const { catalogue, key } = this
    const sealing = catalogue.prepare('SELECT key, version, tables FROM sealing').get() as
      | { key: string | null; version: number; tables: string }
      | undefined
    const last = lastRow(catalogue)
    const here = key?.id ?? null
    this.noteWhereItWentBack()
    if (sealing?.version === SCHEMA_VERSION && sealing.key === here) return
    // A migration changes rows before anything can be sealed: they are taken as it left them.
    if (sealing?.version === SCHEMA_VERSION) sealAgain(catalogue)
    else sealAll(catalogue)
    if (last) {
      const detail = { from: last.seq, key: sealing?.key ?? null, version: sealing?.version ?? null }
      this.append({ actor: ITSELF, action: SEALED, subject: 'study', detail })
    }
    const isOfNow = sealing?.version === SCHEMA_VERSION
    catalogue
      .prepare('INSERT OR REPLACE INTO sealing VALUES (1, ?, ?, ?)')
      .run(here, SCHEMA_VERSION, isOfNow ? sealing.tables : shapeOf(catalogue))
    sealRows(catalogue, tableOf(catalogue, 'sealing'))
  }

  /**
   * Rows that this machine has seen are gone, or are others: in this folder, where an older copy was put in place or
   * somebody took rows away; or in another, of which this is an earlier copy.
   */
  private noteWhereItWentBack(): void {
    const { catalogue, folder, study, trails } = this
    const kept = trails.headOf(folder)
    const here = kept?.study === study
    const seen = here ? kept : trails.longestOf(study)
    if (!seen || holds(catalogue, seen)) return
    const detail = { seen: seen.seq, chain: seen.chain, here }
    this.append({ actor: ITSELF, action: WENT_BACK, subject: 'study', detail })
  }

  private append(entry: AuditEntry): void {
    const { catalogue, key } = this
    const row = rowOf(entry, lastRow(catalogue)?.chain ?? '', key?.id ?? null)
    catalogue
      .prepare(
        `INSERT INTO audit (at, actor, action, subject, detail, chain, key, mac)
         VALUES (:at, :actor, :action, :subject, :detail, :chain, :key, :mac)`,
      )
      .run({ ...row, mac: key ? macOf(key, row.chain) : null })
  }

  private keepSoon(): void {
    this.timer ??= setTimeout(() => this.keepNow(), BEHIND).unref()
  }

  private keepNow(): void {
    clearTimeout(this.timer)
    this.timer = undefined
    const { catalogue, trails, folder, study } = this
    if (!catalogue.open) return
    // What is not committed may be taken back, and the head would be ahead of the study.
    const last = catalogue.inTransaction ? undefined : lastRow(catalogue)
    if (catalogue.inTransaction) this.keepSoon()
    else if (last) trails.keep(folder, { study, ...last })
  }
}
