import type { Engine } from '../../src/main/engine/Engine.ts'
import type { OpenStudy } from '../../src/main/engine/study/OpenStudy.ts'
import type { Mask } from '../../src/shared/domain/mask.ts'
import { encodeMask } from '../../src/shared/domain/rle.ts'
import { type Right, rights } from '../../src/shared/domain/roles.ts'
import { connected } from './connected.ts'
import { discs } from './discs.ts'
import { studyOfFrames } from './TestStudy.ts'

/** Side of the frames of such a study, px. */
export const SIDE = 32

/** A lesion of a class, in every frame at one place. */
export const lesion = (value: number): Mask => discs(SIDE, { value, x: 12, y: 16, radius: 8 })

/** A study of one frame a patient, or of one examination. */
export const studyToReview = (
  engine: Engine,
  folder: string,
  given: { readonly count: number; readonly of?: 'patients' | 'examination' },
): Promise<OpenStudy> => studyOfFrames(engine, folder, { side: SIDE, ...given })

/** Somebody at the study, with all rights or some. */
export const person = (engine: Engine, name: string, mine: readonly Right[] = rights) => {
  const client = connected({ engine, actor: { name, rights: mine } })
  const paint = (frame: number, value: number, base = 0) => {
    const patch = Buffer.from(encodeMask(lesion(value))).toString('base64')
    return client.layers.paint({ frame, stroke: `${name}-${frame}-${base}`, base, x: 0, y: 0, patch })
  }
  return {
    client,
    paint,
    /** Paints a frame and says that it is done. */
    async reads(frame: number, value = 1) {
      const { revision, layer } = await paint(frame, value)
      await client.layers.declare({ frame, base: revision, as: 'done' })
      return { frame, layer, revision }
    },
  }
}
