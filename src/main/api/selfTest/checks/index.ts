import { backup } from './backup.ts'
import { boxAssist } from './boxAssist.ts'
import type { Check } from './Check.ts'
import { disk } from './disk.ts'
import { engine } from './engine.ts'
import { exports } from './exports.ts'
import { prediction } from './prediction.ts'
import { round } from './round.ts'
import { stroke } from './stroke.ts'
import { study } from './study.ts'
import { tensorflow } from './tensorflow.ts'

/** What an engine can be seen to do, in order. A new one is its file, a line here, its name in the contract and its words. */
export const checks: readonly Check[] = [
  engine,
  disk,
  study,
  stroke,
  tensorflow,
  round,
  prediction,
  boxAssist,
  exports,
  backup,
]
