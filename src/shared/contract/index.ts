import { agreement } from './agreement.ts'
import { assist } from './assist.ts'
import { bring } from './bring.ts'
import { catalogue } from './catalogue.ts'
import { comments } from './comments.ts'
import { frames } from './frames.ts'
import { layers } from './layers.ts'
import { machine } from './machine.ts'
import { models } from './models.ts'
import { lookAtFrame, openFrame, overOfFrame } from './openFrame.ts'
import { people } from './people.ts'
import { planning } from './planning.ts'
import { presence } from './presence.ts'
import { queue } from './queue.ts'
import { review } from './review.ts'
import { selfTest } from './selfTest.ts'
import { server } from './server.ts'
import { settling } from './settling.ts'
import { folders, study } from './study.ts'
import { trail } from './trail.ts'
import { training } from './training.ts'
import { vetoes } from './vetoes.ts'
import { work } from './work.ts'

const groups = {
  bring,
  study,
  catalogue,
  folders,
  frames: { ...frames, open: openFrame, over: overOfFrame, look: lookAtFrame },
  layers,
  vetoes,
  assist,
  queue,
  training,
  planning,
  people,
  work,
  review,
  comments,
  settling,
  server,
  presence,
  models,
  machine,
  selfTest,
  agreement,
  trail,
}
type Groups = typeof groups

/** By its name the compiler can write down types that are made of it; spelled out, they grew too long for it. */
export interface Contract extends Groups {}

/** All that a window may ask of the engine. A new group of operations is its file and a line above. */
export const contract: Contract = groups
