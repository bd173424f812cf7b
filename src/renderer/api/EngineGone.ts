/** The engine cannot be reached now. */
export class EngineGone extends Error {
  constructor() {
    super('The engine cannot be reached.')
    this.name = 'EngineGone'
  }
}
