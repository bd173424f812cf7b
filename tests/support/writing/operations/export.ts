import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ExportService } from '../../../../src/main/engine/export/ExportService.ts'
import { callIn } from '../../me.ts'
import { inTables } from '../../tables.ts'
import { studyIn } from '../afterwards.ts'
import { smallStudy } from '../smallStudy.ts'
import type { Writing } from '../Writing.ts'

const SUMS = 'SHA256SUMS'

/** Frames and masks go out, each time into a folder of its own. */
export const exporting: Writing = {
  name: 'export',
  prepare: smallStudy,
  async write(engine, home, stage) {
    const study = await studyIn(engine, home)
    stage.begin()
    const outs = readdirSync(home).filter((name) => name.startsWith('out-'))
    for (let n = 0; n < Math.min(8, stage.repeats); n++) {
      const out = join(home, `out-${outs.length + n}`)
      const report = await ExportService.exportFrames(
        callIn(study),
        { format: 'png', out, filter: {}, layer: 'reader', images: true, pseudonyms: false },
        () => {},
      )
      const [rejected] = report.rejected
      if (rejected) throw new Error(`rejected: ${JSON.stringify(rejected.reason)}`)
      stage.acknowledge(out)
    }
  },
  async check(engine, home, { acknowledged }) {
    const wrong = acknowledged.filter((out) => !existsSync(join(out, SUMS))).map((out) => `no sums in ${out}`)
    const { folder } = (await studyIn(engine, home)).store
    const told = inTables(folder, "SELECT seq FROM audit WHERE action = 'export'").length
    if (told < acknowledged.length) wrong.push(`${acknowledged.length} exports, ${told} in the trail`)
    for (const name of readdirSync(home)) {
      const sums = join(home, name, SUMS)
      // Without its list an export is seen to be none.
      if (!name.startsWith('out-') || !existsSync(sums)) continue
      for (const line of readFileSync(sums, 'utf8').trim().split('\n')) {
        const [hash, file = ''] = line.split('  ')
        const path = join(home, name, file)
        const bytes = existsSync(path) ? readFileSync(path) : undefined
        if (!bytes || createHash('sha256').update(bytes).digest('hex') !== hash) wrong.push(`torn: ${path}`)
      }
    }
    return wrong
  },
}
