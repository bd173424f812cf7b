import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { openBackup } from '../../../../src/main/engine/keep/backupFile.ts'
import { KeepService } from '../../../../src/main/engine/keep/KeepService.ts'
import { callIn } from '../../me.ts'
import { studyIn } from '../afterwards.ts'
import { smallStudy } from '../smallStudy.ts'
import type { Writing } from '../Writing.ts'

const backups = (home: string) => readdirSync(home).filter((name) => /^backup-\d+\.zip$/.test(name))

/** The study goes into one file, each time another. */
export const backingUp: Writing = {
  name: 'backup',
  prepare: smallStudy,
  async write(engine, home, stage) {
    const study = await studyIn(engine, home)
    const path = join(home, `backup-${backups(home).length}.zip`)
    stage.begin()
    await KeepService.backUp(callIn(study), path)
    stage.acknowledge(path)
  },
  async check(_, home, { acknowledged }) {
    const wrong = acknowledged.filter((path) => !existsSync(path)).map((path) => `lost: ${path}`)
    for (const name of backups(home)) {
      const backup = await openBackup(join(home, name)).catch((error: Error) => error)
      if (backup instanceof Error) {
        wrong.push(`half: ${name}: ${backup.message}`)
        continue
      }
      for (const file of backup.files.values())
        await file
          .extract(join(home, 'tmp/extracted'))
          .catch((e: Error) => wrong.push(`${name}: ${e.message}`))
      backup.close()
    }
    return wrong
  },
}
