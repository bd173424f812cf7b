import type { ModelRef } from '../../../shared/trainer/protocol.ts'
import { type LoadedModel, loadModel } from '../weights/modelFile.ts'

/** The model that was asked for last stays in memory: a process that serves one job after another reads it once. */
export class LastModel {
  private sha256: string | undefined
  private model: LoadedModel | undefined

  /** The model, read and verified unless it is the last one. Fails as `loadModel` does. */
  async load(ref: ModelRef): Promise<LoadedModel> {
    if (this.model && this.sha256 === ref.sha256) return this.model
    // Let go first: two of them need not fit.
    this.model = undefined
    this.model = await loadModel(ref)
    this.sha256 = ref.sha256
    return this.model
  }
}
