import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ImportService } from '../../src/main/engine/import/ImportService.ts'
import { LabelService } from '../../src/main/engine/labels/LabelService.ts'
import { verifyStudy } from '../../src/main/engine/store/verifyStudy.ts'
import { framePath } from '../../src/main/files/originals.ts'
import type { ImportReport } from '../../src/shared/contract/bring.ts'
import { decodeMask } from '../../src/shared/domain/rle.ts'
import { longestSilence } from '../support/awake.ts'
import { times } from '../support/counts.ts'
import { type HostileSet, hostileSet, pixelsOf } from '../support/hostileSets.ts'
import { importing } from '../support/importing.ts'
import { callIn } from '../support/me.ts'
import { isClear, NOTHING_WRONG, saysWhat, type Tally, tallyOf } from '../support/tally.ts'

const SETS = times(60, 5000)
/** Sets of one import: a study takes many folders at once, and none may harm its neighbours. */
const TOGETHER = 20
/** What one set may take, and for how long the engine may be busy with one thing. */
const SECONDS = 5
const SILENCE_MS = 1000

const here = importing(['normal', 'lesion', 'other'])
const { at } = here
const temporary = process.env['TMPDIR']

beforeEach(() => {
  for (const name of ['sets', 'outside', 'temporary']) mkdirSync(at(name))
  writeFileSync(at('outside/secret.png'), 'what nobody chose')
  process.env['TMPDIR'] = at('temporary')
})
afterEach(() => {
  if (temporary === undefined) delete process.env['TMPDIR']
  else process.env['TMPDIR'] = temporary
})

/** What the app itself writes beside what it reads: its study, its log, which studies were open, and their trails. */
const OWN = ['study', 'log', 'recent.json', 'trails.sqlite']

/** All else that lies there, by name, time and content. */
function outside(): string[] {
  const own = OWN.map((name) => at(name))
  return readdirSync(at(), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !own.some((place) => path.startsWith(place)))
    .map((path) =>
      [path, statSync(path).mtimeMs, createHash('sha256').update(readFileSync(path)).digest('hex')].join(),
    )
    .sort()
}

const bring = (sets: readonly HostileSet[]) =>
  ImportService.importPaths(
    callIn(here.study),
    sets.map(({ path }) => path),
    { layout: 'auto', unattended: true },
    () => {},
  )

/** The frames that came in since, with the number in their picture and their mask. */
async function cameIn(since: number) {
  const { store } = here.study
  const rows = await store.db.selectFrom('frame').selectAll().where('id', '>', since).execute()
  return Promise.all(
    rows.map(async ({ id, sha256, extension }) => {
      const pixels = await sharp(framePath(store.folder, sha256, extension))
        .raw()
        .toBuffer()
      const n = (pixels[0] ?? 0) | ((pixels[1] ?? 0) << 8) | ((pixels[2] ?? 0) << 16)
      const [layer] = await LabelService.list(callIn(here.study), id)
      const mask = layer && decodeMask((await LabelService.mask(here.study, layer.id)).bytes).data
      return { id, n, isItself: pixels.equals(pixelsOf(n)), mask }
    }),
  )
}

/** Counts what is wrong with what came of sets. */
function judge(
  sets: readonly HostileSet[],
  report: ImportReport,
  frames: Awaited<ReturnType<typeof cameIn>>,
  tally: Tally,
) {
  const told = (set: HostileSet) =>
    report.rejected.some(
      ({ path }) => path.startsWith(set.path) || path.startsWith(`${set.path.split('/').at(-1)}`),
    )
  const wrong: string[] = []
  const count = (kind: 'lost' | 'unclear', what: string) => {
    tally[kind]++
    wrong.push(what)
  }
  for (const { path, reason } of report.rejected)
    if (!saysWhat(reason)) count('unclear', `${path}: ${reason.name}`)
  const byNumber = new Map(frames.map((frame) => [frame.n, frame]))
  for (const set of sets)
    for (const [n, expected] of set.masks) {
      const frame = byNumber.get(n)
      byNumber.delete(n)
      if (!frame) {
        if (!told(set)) count('lost', `${set.path} picture ${n}: not there, and not a word`)
      } else if (!frame.isItself) count('lost', `${set.path} picture ${n}: other pixels`)
      else if (expected === 'any') continue
      else if (!frame.mask) {
        if (expected?.some((value) => value > 0) && !told(set))
          count('lost', `${set.path} mask ${n}: not a word`)
      } else if (!expected || Buffer.compare(frame.mask, expected) !== 0)
        count('lost', `${set.path} mask ${n}: other than it says`)
    }
  for (const { n } of byNumber.values()) count('lost', `picture ${n} of no set`)
  return wrong
}

describe('hostile annotation files, tables, names and archives', () => {
  it('end in right pixels or in a sentence, and touch nothing else', { timeout: 1_800_000 }, async () => {
    const tally = tallyOf('hostile annotation files, tables, names and archives')
    const wrong: unknown[] = []
    let since = 0
    for (let first = 0; first < SETS; first += TOGETHER) {
      const sets: HostileSet[] = []
      for (let n = first; n < Math.min(first + TOGETHER, SETS); n++)
        sets.push(await hostileSet(at('sets'), n))
      const before = outside()
      const began = performance.now()
      const { outcome, silence } = await longestSilence(() => bring(sets).catch((error: unknown) => error))
      const seconds = (performance.now() - began) / 1000
      tally.tried += sets.length
      if (outcome instanceof Error || seconds > SECONDS * sets.length || silence > SILENCE_MS) {
        tally.crashed++
        if (outcome instanceof Error && !isClear(outcome)) tally.unclear++
        wrong.push([first, outcome instanceof Error ? outcome : '', seconds, silence])
      } else {
        const frames = await cameIn(since)
        since = Math.max(since, ...frames.map(({ id }) => id))
        wrong.push(...judge(sets, outcome as ImportReport, frames, tally))
      }
      expect(outside()).toEqual(before)
      rmSync(at('sets'), { recursive: true })
      mkdirSync(at('sets'))
    }
    expect(wrong).toEqual([])
    expect(tally).toEqual({ tried: SETS, ...NOTHING_WRONG })
    expect(readdirSync(at('temporary'))).toEqual([])
    expect(await verifyStudy(here.study.store)).toEqual([])
  })
})
