import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { TrailService } from '../../../../src/main/engine/audit/TrailService.ts'
import { callIn } from '../../me.ts'
import { inTables } from '../../tables.ts'
import { studyIn } from '../afterwards.ts'
import { smallStudy } from '../smallStudy.ts'
import type { Writing } from '../Writing.ts'

const exports = (home: string) => readdirSync(home).filter((name) => /^trail-\d+\.json$/u.test(name))

/** The trail is taken out, each time into another file. */
export const trailExporting: Writing = {
  name: 'export of the trail',
  prepare: smallStudy,
  async write(engine, home, stage) {
    const call = callIn(await studyIn(engine, home))
    stage.begin()
    for (let n = 0; n < stage.repeats; n++) {
      const file = join(home, `trail-${exports(home).length}.json`)
      await TrailService.exportTrail(call, { as: 'json', file, wish: {} })
      stage.acknowledge(file)
    }
  },
  async check(engine, home, { acknowledged }) {
    const study = await studyIn(engine, home)
    const files = exports(home).map((name) => join(home, name))
    const wrong = acknowledged.filter((file) => !files.includes(file)).map((file) => `lost: ${file}`)
    for (const file of files) {
      const { problems } = await TrailService.check(file, engine.runtime.dataFolder)
      wrong.push(...problems.map(({ name }) => `${file}: ${name}`))
    }
    const rows = inTables(study.store.folder, "SELECT seq FROM audit WHERE action = 'export-trail'")
    return rows.length < files.length ? [...wrong, `${files.length} files, ${rows.length} rows`] : wrong
  },
}
