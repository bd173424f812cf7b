import { editorAdditions } from './editor.ts'
import { engineAdditions } from './engine.ts'
import { floorAdditions } from './floor.ts'
import { trainerAdditions } from './trainer.ts'

/** A dummy of each kind. */
export const additions = [...editorAdditions, ...trainerAdditions, ...engineAdditions, ...floorAdditions]
