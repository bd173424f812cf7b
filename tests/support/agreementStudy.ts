import { join } from 'node:path'
import { vi } from 'vitest'
import { CatalogueService } from '../../src/main/engine/catalogue/CatalogueService.ts'
import { type Disc, discs } from './discs.ts'
import { callIn } from './me.ts'
import { studyOfFrames, testEngine } from './TestStudy.ts'
import { person, submit } from './twoReaders.ts'

const SIDE = 160
/** A name as long as names are. */
export const LONG = 'Dr. Maximiliane-Friederike von Hohenstein-Wittelsbach 慕容云飞'
const LESION = { value: 1, x: 80, y: 76, radius: 34 }

/**
 * A study of twelve frames, in `study`, that two people have read, some alike, some not, over three months; one frame is one's
 * alone. In `fresh`, one of none.
 */
export async function makeAgreementStudy(folder: string): Promise<void> {
  const engine = testEngine(folder)
  const study = await studyOfFrames(engine, folder, { count: 12, side: SIDE })
  const people = { anna: person(engine, 'anna'), other: person(engine, LONG) }
  const reads = (who: 'anna' | 'other', frame: number, ...all: Disc[]) =>
    submit(engine, who === 'anna' ? 'anna' : LONG, people[who], frame, discs(SIDE, ...all))
  vi.useFakeTimers({ toFake: ['Date'] })
  for (let frame = 1; frame <= 11; frame++) {
    vi.setSystemTime(Date.UTC(2026, 7 + Math.floor(frame / 4), 3, 9, frame))
    const lesion = { ...LESION, x: 60 + 4 * frame }
    await reads('anna', frame, ...(frame === 9 ? [] : [lesion]))
    if (frame === 11) continue
    if (frame === 3) await reads('other', frame, { ...lesion, value: 2 })
    else if (frame === 4) await reads('other', frame, lesion, { value: 2, x: 30, y: 130, radius: 16 })
    else if (frame === 9) await reads('other', frame)
    else await reads('other', frame, { ...lesion, radius: 33 + (frame % 3) })
  }
  vi.useRealTimers()
  await people.anna.frames.calibrate({ id: 1, mmPerPixel: 0.1 })
  await CatalogueService.marks.writeNote(callIn(study), 2, 'to be looked at again')
  await engine.createStudy(join(folder, 'fresh'), ['normal', 'benign', 'malignant'])
  await engine.close()
}
