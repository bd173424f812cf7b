import type { Migration } from 'kysely/migration'
import * as catalogue from './0010-catalogue.ts'
import * as importedModels from './0020-imported-models.ts'
import * as findable from './0030-findable.ts'
import * as undoneStrokes from './0040-undone-strokes.ts'
import * as editor from './0050-editor.ts'
import * as frameState from './0060-frame-state.ts'
import * as adjustableSplit from './0070-adjustable-split.ts'
import * as sealedTrail from './0080-sealed-trail.ts'
import * as frameSignals from './0090-frame-signals.ts'
import * as vetoes from './0100-vetoes.ts'
import * as plannedRounds from './0110-planned-rounds.ts'
import * as review from './0120-review.ts'
import * as lowestReader from './0130-lowest-reader.ts'

/** Every migration in order. A released one is never edited; numbers leave gaps. */
export const migrations: Readonly<Record<string, Migration>> = {
  '0010-catalogue': catalogue,
  '0020-imported-models': importedModels,
  '0030-findable': findable,
  '0040-undone-strokes': undoneStrokes,
  '0050-editor': editor,
  '0060-frame-state': frameState,
  '0070-adjustable-split': adjustableSplit,
  '0080-sealed-trail': sealedTrail,
  '0090-frame-signals': frameSignals,
  '0100-vetoes': vetoes,
  '0110-planned-rounds': plannedRounds,
  '0120-review': review,
  '0130-lowest-reader': lowestReader,
}

/** Written to `user_version` of each study, so that an older app knows a newer study. */
export const SCHEMA_VERSION = Math.max(...Object.keys(migrations).map((name) => Number.parseInt(name, 10)))
