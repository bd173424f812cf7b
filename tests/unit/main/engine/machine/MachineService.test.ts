import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { MachineService } from '../../../../../src/main/engine/machine/MachineService.ts'
import { temporaryFolder } from '../../../../support/TestStudy.ts'

let place: ReturnType<typeof temporaryFolder>
const { limitTrainer, trainerLimit } = MachineService
const here = () => ({ dataFolder: place.path })
beforeEach(() => {
  place = temporaryFolder()
})
afterEach(() => place.remove())

it("keeps how many cores rounds may take on a machine, and nobody's limit where none is set", async () => {
  expect(await trainerLimit(here())).toBeNull()
  await limitTrainer(here(), 3)
  expect(await trainerLimit(here())).toBe(3)
  await limitTrainer(here(), null)
  expect(await trainerLimit(here())).toBeNull()
})

it.each(['', '{"threads":0}', '{"threads":"many"}', 'null', '[', '{"threads":1.5}'])(
  'takes %j for no limit: what is broken there keeps no round from starting',
  async (text) => {
    writeFileSync(join(place.path, 'trainer.json'), text)
    expect(await trainerLimit(here())).toBeNull()
  },
)
