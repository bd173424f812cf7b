import { expect, it } from 'vitest'
import { FrameLooks } from '../../../../../../src/main/engine/assist/alike/FrameLooks.ts'
import { Gallery } from '../../../../../../src/main/engine/assist/alike/Gallery.ts'
import { NUMBERS } from '../../../../../../src/main/engine/assist/alike/look.ts'
import { insertMadeUpFrames } from '../../../../../../src/main/engine/store/frames/madeUpFrames.ts'
import { normal, streamFor } from '../../../../../../src/shared/domain/random.ts'
import { temporaryFolder, testEngine } from '../../../../../support/TestStudy.ts'

const FRAMES = 300

it('answers the same whether it was made ready before or is asked at once, by two people', async () => {
  const place = temporaryFolder()
  const engine = testEngine(place.path)
  try {
    const study = await engine.createStudy(place.path, ['normal', 'benign'])
    insertMadeUpFrames(study.store, FRAMES)
    study.index.drop()
    const rows = await study.store.db.selectFrom('frame').select(['id', 'sha256']).execute()
    const random = streamFor('gallery')
    const looks = await FrameLooks.of(study.store, 'pair')
    for (const { sha256 } of rows)
      await looks.add(
        sha256,
        Float32Array.from({ length: NUMBERS }, () => normal(random) / 16),
      )
    const ask = ({ id: frame, sha256 }: { id: number; sha256: string }, gallery: Gallery) =>
      gallery.alike({ frame, sha256, region: undefined, count: 12 }, () =>
        Promise.reject(new Error('It is kept.')),
      )
    const [one, other] = rows
    if (!one || !other) throw new Error('There are no frames.')
    const ready = await Gallery.of(study, 'pair', () => false)
    await ready.makeReady()
    const [first, second] = await Promise.all([ask(one, ready), ask(other, ready), ready.makeReady()])
    expect(first.frames).toHaveLength(12)
    // Of made-up frames some are hidden.
    expect([first.read, second.read]).toEqual([first.of, second.of])
    const atOnce = await Gallery.of(study, 'pair', () => false)
    expect(await ask(one, atOnce)).toEqual(first)
    expect(await ask(other, atOnce)).toEqual(second)
  } finally {
    await engine.close()
    place.remove()
  }
})
