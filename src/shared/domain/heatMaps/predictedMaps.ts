/**
 * Maps that only the net itself can make, since they need what it sees beneath its probabilities; the trainer makes them
 * (`trainer/predict/maps.ts`), and they are kept beside an overlay. A new one is a line here and its file there.
 */
export const predictedMapIds = ['edges', 'lookAlikes', 'nets'] as const
export type PredictedMapId = (typeof predictedMapIds)[number]

/**
 * Each as bytes `[height,width]` on the grid of the probabilities, 0 for no doubt. One is absent where it could not be made:
 * there is no class to mistake another for, or no second net at hand.
 */
export type PredictedMaps = Readonly<Partial<Record<PredictedMapId, Uint8Array>>>

export const isPredictedMap = (id: string): id is PredictedMapId =>
  (predictedMapIds as readonly string[]).includes(id)
