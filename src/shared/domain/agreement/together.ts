import { type CrossTable, emptyTable } from '../crossTable.ts'
import { MOST_CLASSES } from '../labelClass.ts'
import { meanOf } from '../overlap.ts'
import type { Compared } from './compareReadings.ts'
import { type Disputed, disputedTogether } from './disputed.ts'
import { kappaOf, kappaOfClass } from './kappa.ts'

/** How alike two readers are on a class: means over the frames on which either marked it, and kappa over all pixels. */
export interface ClassAgreement {
  class: number
  frames: number
  dice: number | null
  surface: number | null
  /** Frames of those on which it is known what a pixel measures, and the mean over them. */
  calibrated: number
  surfaceMm: number | null
  kappa: number | null
}

export interface Agreement {
  frames: number
  /** Frames on which neither marked a lesion. */
  lesionFree: number
  kappa: number | null
  /** Mean Dice over the classes and frames on which either marked anything. */
  dice: number | null
  disputed: Disputed
  classes: ClassAgreement[]
}

/** Frames that two readers compared, all together. */
export function agreementIn(all: readonly Compared[]): Agreement {
  const table = tableOf(all)
  const held = new Set(all.flatMap(({ classes }) => classes.map((one) => one.class)))
  return {
    frames: all.length,
    lesionFree: all.filter(({ classes }) => classes.length === 0).length,
    kappa: kappaOf(table),
    dice: meanOf(all.flatMap(({ classes }) => classes.map(({ dice }) => dice))),
    disputed: disputedTogether(all.map(({ disputed }) => disputed)),
    classes: [...held].sort((a, b) => a - b).map((c) => classIn(c, all, table)),
  }
}

function classIn(c: number, all: readonly Compared[], table: CrossTable): ClassAgreement {
  const found = all.flatMap(({ classes }) => classes.filter((one) => one.class === c))
  const measured = found.flatMap(({ surfaceMm }) => (surfaceMm === null ? [] : [surfaceMm]))
  return {
    class: c,
    frames: found.length,
    dice: meanOf(found.map(({ dice }) => dice)),
    surface: meanOf(found.map(({ surface }) => surface)),
    calibrated: measured.length,
    surfaceMm: meanOf(measured),
    kappa: kappaOfClass(table, c),
  }
}

/** Pixels of several frames by the one's class and the other's. */
export function tableOf(all: readonly { readonly table: CrossTable }[]): CrossTable {
  const sum = emptyTable()
  for (const { table } of all) for (let at = 0; at < MOST_CLASSES ** 2; at++) sum[at]! += table[at]!
  return sum
}
