import { CatalogueService } from '../../../../src/main/engine/catalogue/CatalogueService.ts'
import { LabelService } from '../../../../src/main/engine/labels/LabelService.ts'
import { encodeMask } from '../../../../src/shared/domain/rle.ts'
import { callIn } from '../../me.ts'
import { inTables } from '../../tables.ts'
import { studyIn } from '../afterwards.ts'
import { smallStudy } from '../smallStudy.ts'
import type { Writing } from '../Writing.ts'

const frame = 1
const SIDE = 32

/** Regions of a frame without a label are ruled out of learning, and every other one is taken back at once. */
export const vetoing: Writing = {
  name: 'veto',
  async prepare(engine, home) {
    await smallStudy(engine, home)
    const call = callIn(engine.study)
    await CatalogueService.setSplit(call, ['P0'], 'train')
    await LabelService.declare(call, { frame, base: 1, as: 'open' })
  },
  async write(engine, home, stage) {
    const call = callIn(await studyIn(engine, home))
    stage.begin()
    for (let n = 1; n <= stage.repeats; n++) {
      const data = new Uint8Array(SIDE * SIDE).fill(1, 0, 1 + (n % 900))
      const veto = await LabelService.addVeto(call, frame, encodeMask({ width: SIDE, height: SIDE, data }))
      stage.acknowledge(`${veto} stands`)
      if (n % 2 === 1) continue
      await LabelService.takeBackVeto(call, veto)
      stage.acknowledge(`${veto} is taken back`)
    }
  },
  async check(engine, home, { acknowledged }) {
    const { folder } = (await studyIn(engine, home)).store
    const rows = inTables<{ id: number; at: string | null }>(
      folder,
      'SELECT veto.id, back.at FROM veto LEFT JOIN veto_taken_back AS back ON back.veto_id = veto.id',
    )
    const kept = new Set(
      rows.flatMap(({ id, at }) => [`${id} stands`, ...(at === null ? [] : [`${id} is taken back`])]),
    )
    return acknowledged.filter((line) => !kept.has(line)).map((line) => `lost: veto ${line}`)
  },
}
