import type { Command } from '../Command.ts'
import { accounts } from './accounts.ts'
import { assist } from './assist.ts'
import { bench } from './bench.ts'
import { demo } from './demo.ts'
import { doctor } from './doctor.ts'
import { edits } from './edits.ts'
import { evaluate } from './evaluate.ts'
import { experiment } from './experiment.ts'
import { exportCommand } from './export.ts'
import { importCommand } from './import.ts'
import { listen } from './listen.ts'
import { model } from './model.ts'
import { predict } from './predict.ts'
import { queue } from './queue.ts'
import { report } from './report.ts'
import { selftest } from './selftest.ts'
import { serveCommand } from './serve.ts'
import { study } from './study.ts'
import { train } from './train.ts'
import { worth } from './worth.ts'

/** Every command there is. A new one is its file and a line here. */
export const commands: readonly Command[] = [
  doctor,
  selftest,
  demo,
  study,
  importCommand,
  exportCommand,
  queue,
  accounts,
  assist,
  train,
  model,
  worth,
  predict,
  evaluate,
  edits,
  experiment,
  bench,
  serveCommand,
  listen,
  report,
]
