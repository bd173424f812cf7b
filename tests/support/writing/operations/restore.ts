import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { KeepService } from '../../../../src/main/engine/keep/KeepService.ts'
import { openStore } from '../../../../src/main/engine/store/openStore.ts'
import { verifyStudy } from '../../../../src/main/engine/store/verifyStudy.ts'
import { wordsOf } from '../../../../src/shared/reasons/wordsOf.ts'
import { callIn } from '../../me.ts'
import { smallStudy } from '../smallStudy.ts'
import type { Writing } from '../Writing.ts'

/** Folders that bear a name: what is not finished has another. */
const restoredIn = (home: string) => readdirSync(home).filter((name) => /^restored-\d+$/.test(name))

/** A backup comes back as a study, each time as another. */
export const restoring: Writing = {
  name: 'restore',
  async prepare(engine, home) {
    await smallStudy(engine, home)
    await KeepService.backUp(callIn(engine.study), join(home, 'kept.zip'))
  },
  async write(_, home, stage) {
    stage.begin()
    const folder = join(home, `restored-${restoredIn(home).length}`)
    await KeepService.restore(join(home, 'kept.zip'), folder)
    stage.acknowledge(folder)
  },
  async check(_, home, { acknowledged }) {
    const wrong = acknowledged.filter((folder) => !existsSync(folder)).map((folder) => `lost: ${folder}`)
    for (const name of restoredIn(home)) {
      const store = await openStore(join(home, name))
      for (const reason of await verifyStudy(store)) wrong.push(`${name}: ${wordsOf(reason, 'en')}`)
      await store.close()
    }
    return wrong
  },
}
