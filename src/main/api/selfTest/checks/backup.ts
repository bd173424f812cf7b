import { join } from 'node:path'
import { refused } from '../../../../shared/reasons/Refused.ts'
import { KeepService } from '../../../engine/keep/KeepService.ts'
import type { Check } from './Check.ts'
import { withOtherEngine } from './otherEngine.ts'

/** A backup is written and brought back, and everything in it is as it was saved. */
export const backup: Check = {
  name: 'backup',
  needs: ['study'],
  async look(ground) {
    const { engine, actor, folder } = ground
    const file = join(folder, 'backup.zip')
    const made = await KeepService.backUp({ study: engine.study, actor }, file)
    await withOtherEngine(ground, async (other) => {
      await KeepService.restore(file, join(folder, 'restored'))
      const { problems } = await KeepService.verify(await other.openBroughtBack(join(folder, 'restored')))
      if (problems.length > 0) throw refused('testBackupDiffers', { count: problems.length })
    })
    return { files: made.files, megabytes: Math.ceil(made.bytes / 1e6) }
  },
}
