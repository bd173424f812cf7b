import type { Engine } from '../../../src/main/engine/Engine.ts'
import { studyOfPairs } from '../TestStudy.ts'

/** A study that is copied in a moment. */
export const smallStudy = async (engine: Engine, home: string): Promise<void> => {
  await studyOfPairs(engine, home, { count: 4, side: 32 })
}
