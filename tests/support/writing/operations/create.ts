import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { studyIn } from '../afterwards.ts'
import type { Writing } from '../Writing.ts'

/** An empty study is made. */
export const creating: Writing = {
  name: 'create study',
  startsFrom: 'nothing',
  async prepare() {},
  async write(engine, home, stage) {
    stage.begin()
    if (!existsSync(join(home, 'study/catalogue.sqlite')))
      await engine.createStudy(join(home, 'study'), ['normal', 'lesion'], 'Larynx')
    stage.acknowledge('made')
  },
  async check(engine, home, { isDone }) {
    if (!existsSync(join(home, 'study/catalogue.sqlite'))) return isDone ? ['there is no study'] : []
    const { name, classes } = await studyIn(engine, home)
    return name === 'Larynx' && classes.length === 2 ? [] : [`half: ${name}, ${classes.length} classes`]
  },
}
