import { CatalogueService } from '../../../../src/main/engine/catalogue/CatalogueService.ts'
import { callIn } from '../../me.ts'
import { inTables } from '../../tables.ts'
import { studyIn } from '../afterwards.ts'
import { smallStudy } from '../smallStudy.ts'
import type { Writing } from '../Writing.ts'

/** How often a name or the classes were changed. */
const timesIn = (text: string | undefined) => Number(/(?:Larynx|lesion) (\d+)/.exec(text ?? '')?.[1] ?? 0)

/** The study's name and its classes, renamed again and again; the name says how often. */
export const settings: Writing = {
  name: 'settings and classes',
  prepare: smallStudy,
  async write(engine, home, stage) {
    const call = callIn(await studyIn(engine, home))
    stage.begin()
    const before = timesIn(call.study.name)
    for (let n = before + 1; n <= before + stage.repeats; n++) {
      await CatalogueService.rename(call, `Larynx ${n}`)
      const [normal, lesion] = call.study.classes
      if (!normal || !lesion) throw new Error('There are no classes.')
      await CatalogueService.setClasses(call, [normal, { ...lesion, name: `lesion ${n}` }])
      stage.acknowledge(String(n))
    }
  },
  async check(engine, home, { acknowledged }) {
    const { store } = await studyIn(engine, home)
    const kept = new Map(
      inTables<{ key: string; value: string }>(store.folder, 'SELECT * FROM setting').map((s) => [
        s.key,
        s.value,
      ]),
    )
    const last = Number(acknowledged.at(-1) ?? 0)
    const counted = [kept.get('name'), kept.get('classes')].map(timesIn)
    return counted.filter((n) => n < last || n > last + 1).map((n) => `acknowledged ${last}, kept ${n}`)
  },
}
