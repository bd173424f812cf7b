import type { Writing } from '../Writing.ts'
import { accounts } from './accounts.ts'
import { backingUp } from './backUp.ts'
import { checkpoint } from './checkpoint.ts'
import { compacting } from './compact.ts'
import { creating } from './create.ts'
import { declining } from './decline.ts'
import { exporting } from './export.ts'
import { importing } from './import.ts'
import { lining } from './line.ts'
import { merging } from './merge.ts'
import { migrating } from './migrate.ts'
import { modelImport } from './model.ts'
import { noting } from './note.ts'
import { opening } from './open.ts'
import { overlays } from './overlays.ts'
import { restoring } from './restore.ts'
import { reviewing } from './review.ts'
import { settings } from './settings.ts'
import { settling } from './settle.ts'
import { splitting } from './split.ts'
import { stroke } from './stroke.ts'
import { trailExporting } from './trailExport.ts'
import { vetoing } from './veto.ts'
import { working } from './work.ts'

/** Every operation that writes. */
export const operations: readonly Writing[] = [
  stroke,
  opening,
  importing,
  exporting,
  merging,
  compacting,
  backingUp,
  restoring,
  migrating,
  checkpoint,
  modelImport,
  creating,
  settings,
  splitting,
  overlays,
  declining,
  noting,
  vetoing,
  accounts,
  working,
  reviewing,
  settling,
  trailExporting,
  lining,
]
