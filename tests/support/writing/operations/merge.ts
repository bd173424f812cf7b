import { join } from 'node:path'
import { ImportService } from '../../../../src/main/engine/import/ImportService.ts'
import { KeepService } from '../../../../src/main/engine/keep/KeepService.ts'
import { callIn } from '../../me.ts'
import { writePairs } from '../../TestStudy.ts'
import { inTables } from '../../tables.ts'
import { studyIn } from '../afterwards.ts'
import { smallStudy } from '../smallStudy.ts'
import type { Writing } from '../Writing.ts'

const OTHERS = 6

/** Another study's frames, masks and marks come into this one. */
export const merging: Writing = {
  name: 'merge',
  staysCold: true,
  async prepare(engine, home) {
    await writePairs(join(home, 'more'), OTHERS, 36)
    const other = await engine.createStudy(join(home, 'other'), ['normal', 'lesion'])
    await ImportService.importPaths(callIn(other), [join(home, 'more')], { layout: 'pairs' }, () => {})
    await engine.close()
    await smallStudy(engine, home)
  },
  async write(engine, home, stage) {
    const call = callIn(await studyIn(engine, home))
    stage.begin()
    await KeepService.mergeStudy(call, join(home, 'other'))
    stage.acknowledge('merged')
  },
  async check(_, home, { isDone }) {
    if (!isDone) return []
    const study = join(home, 'study')
    const masks = inTables<{ sha256: string }>(study, 'SELECT r.sha256 FROM revision r')
    const others = inTables<{ sha256: string }>(join(home, 'other'), 'SELECT r.sha256 FROM revision r')
    const here = new Set(masks.map(({ sha256 }) => sha256))
    return others.filter(({ sha256 }) => !here.has(sha256)).map(() => 'a mask was not merged')
  },
}
