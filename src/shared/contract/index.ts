import { bring } from './bring.ts'
import { catalogue } from './catalogue.ts'
import { frames } from './frames.ts'
import { layers } from './layers.ts'
import { machine } from './machine.ts'
import { models } from './models.ts'
import { openFrame } from './openFrame.ts'
import { queue } from './queue.ts'
import { folders, study } from './study.ts'
import { training } from './training.ts'

/** All that a window may ask of the engine. A new group of operations is its file and a line here. */
export const contract = {
  bring,
  study,
  catalogue,
  folders,
  frames: { ...frames, open: openFrame },
  layers,
  queue,
  training,
  models,
  machine,
}
