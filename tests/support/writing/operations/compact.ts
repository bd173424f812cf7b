import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { KeepService } from '../../../../src/main/engine/keep/KeepService.ts'
import { studyIn } from '../afterwards.ts'
import { smallStudy } from '../smallStudy.ts'
import type { Writing } from '../Writing.ts'

/** Empty pages and leavings of interrupted writes go. */
export const compacting: Writing = {
  name: 'compact',
  async prepare(engine, home) {
    await smallStudy(engine, home)
    const [folder = ''] = readdirSync(join(home, 'study/frames'))
    writeFileSync(join(home, 'study/frames', folder, 'left.png.1234.writing'), 'left')
  },
  async write(engine, home, stage) {
    const study = await studyIn(engine, home)
    stage.begin()
    await KeepService.compact(study)
    stage.acknowledge('compacted')
  },
  async check(_, home, { isDone }) {
    const names = readdirSync(join(home, 'study/frames'), { recursive: true }) as string[]
    return isDone ? names.filter((name) => name.endsWith('.writing')) : []
  },
}
