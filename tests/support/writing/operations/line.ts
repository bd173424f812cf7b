import { CatalogueService } from '../../../../src/main/engine/catalogue/CatalogueService.ts'
import { callIn, me } from '../../me.ts'
import { smallRound } from '../../rounds.ts'
import { inTables } from '../../tables.ts'
import { studyIn } from '../afterwards.ts'
import { smallStudy } from '../smallStudy.ts'
import type { Writing } from '../Writing.ts'

const LATER = '2999-01-01T20:00:00.000Z'

/** Rounds are put in line, moved and taken out, and a search gets a name; each is a row of the trail. */
export const lining: Writing = {
  name: 'rounds in line and searches',
  prepare: smallStudy,
  async write(engine, home, stage) {
    const call = callIn(await studyIn(engine, home))
    const { planned } = engine.training
    stage.begin()
    for (const { id } of (await planned.list()).rounds) await planned.remove(me, id)
    for (let n = 1; n <= Math.min(8, stage.repeats); n++) {
      const { id } = await planned.add(me, { options: smallRound(n), notBefore: LATER })
      stage.acknowledge(id)
      const { id: other } = await planned.add(me, { options: smallRound(n), notBefore: LATER })
      await planned.move(me, { id: other, by: -1 })
      await planned.remove(me, other)
      await CatalogueService.searches.save(call, `search ${n}`, { labelled: true })
    }
  },
  async check(engine, home, { acknowledged }) {
    const { folder } = (await studyIn(engine, home)).store
    const rows = (query: string) => inTables<{ is: string | number }>(folder, query).map(({ is }) => is)
    const told = (action: string) => rows(`SELECT subject AS "is" FROM audit WHERE action = '${action}'`)
    const added = told('planned-added')
    const kept = rows('SELECT id AS "is" FROM planned_round').length
    const inTrail = added.length - told('planned-removed').length
    const searches = rows('SELECT id AS "is" FROM saved_search').length
    const saved = new Set(told('save-search')).size
    return [
      ...acknowledged.filter((id) => !added.includes(`planned:${id}`)).map((id) => `lost: ${id}`),
      ...(kept === inTrail ? [] : [`${kept} rounds in line, ${inTrail} in the trail`]),
      ...(searches === saved ? [] : [`${searches} searches, ${saved} in the trail`]),
    ]
  },
}
