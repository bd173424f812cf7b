import { CatalogueService } from '../../../../src/main/engine/catalogue/CatalogueService.ts'
import type { Split } from '../../../../src/shared/contract/frames.ts'
import { callIn } from '../../me.ts'
import { inTables } from '../../tables.ts'
import { studyIn } from '../afterwards.ts'
import { smallStudy } from '../smallStudy.ts'
import type { Writing } from '../Writing.ts'

const SIDES: readonly Split[] = ['validation', 'test', 'train']
const codes = (folder: string) =>
  inTables<{ code: string; split: string }>(folder, 'SELECT code, split FROM patient')

/** All patients go from side to side, together. */
export const splitting: Writing = {
  name: 'split',
  prepare: smallStudy,
  async write(engine, home, stage) {
    const call = callIn(await studyIn(engine, home))
    const patients = codes(call.study.store.folder).map(({ code }) => code)
    stage.begin()
    for (let n = 0; n < stage.repeats; n++) {
      const side = SIDES[n % SIDES.length] ?? 'train'
      await CatalogueService.setSplit(call, patients, side)
      stage.acknowledge(side)
    }
  },
  async check(engine, home, { acknowledged }) {
    const { store } = await studyIn(engine, home)
    const sides = new Set(codes(store.folder).map(({ split }) => split))
    const last = SIDES.findIndex((side) => String(side) === acknowledged.at(-1))
    if (last < 0) return []
    const right = [SIDES[last], SIDES[(last + 1) % SIDES.length]]
    return sides.size === 1 && [...sides].every((side) => right.some((r) => r === side))
      ? []
      : [`acknowledged ${acknowledged.at(-1)}, kept ${[...sides].join()}`]
  },
}
