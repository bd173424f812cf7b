import { implement } from '@orpc/server'
import { contract } from '../../shared/contract/index.ts'
import type { Asked } from './answering/Connection.ts'
import { bringRoutes } from './machine/bringRoutes.ts'
import { folderRoutes } from './machine/folderRoutes.ts'
import { machineRoutes } from './machine/machineRoutes.ts'
import { openingRoutes } from './machine/openingRoutes.ts'
import { peopleRoutes } from './machine/peopleRoutes.ts'
import { selfTestRoutes } from './machine/selfTestRoutes.ts'
import { serverRoutes } from './machine/serverRoutes.ts'
import { agreementRoutes } from './study/agreementRoutes.ts'
import { assistRoutes } from './study/assistRoutes.ts'
import { catalogueRoutes } from './study/catalogueRoutes.ts'
import { commentRoutes } from './study/commentRoutes.ts'
import { frameRoutes } from './study/frameRoutes.ts'
import { importRoutes } from './study/importRoutes.ts'
import { layerRoutes } from './study/layerRoutes.ts'
import { modelRoutes } from './study/modelRoutes.ts'
import { planningRoutes } from './study/planningRoutes.ts'
import { presenceRoutes } from './study/presenceRoutes.ts'
import { queueRoutes } from './study/queueRoutes.ts'
import { reviewRoutes } from './study/reviewRoutes.ts'
import { settingRoutes } from './study/settingRoutes.ts'
import { settlingRoutes } from './study/settlingRoutes.ts'
import { takeOutRoutes } from './study/takeOutRoutes.ts'
import { trailRoutes } from './study/trailRoutes.ts'
import { trainingRoutes } from './study/trainingRoutes.ts'
import { vetoRoutes } from './study/vetoRoutes.ts'
import { workRoutes } from './study/workRoutes.ts'

/**
 * The contract, answered. All transports serve this very object, each call with the connection that it came over.
 * Every error leaves as a code from the contract's list with its reason.
 */
export const router = implement(contract)
  .$context<Asked>()
  .router({
    study: { ...openingRoutes, ...settingRoutes, ...takeOutRoutes },
    bring: { ...bringRoutes, ...importRoutes },
    catalogue: catalogueRoutes,
    folders: folderRoutes,
    frames: frameRoutes,
    layers: layerRoutes,
    vetoes: vetoRoutes,
    assist: assistRoutes,
    queue: queueRoutes,
    training: trainingRoutes,
    planning: planningRoutes,
    models: modelRoutes,
    people: peopleRoutes,
    server: serverRoutes,
    presence: presenceRoutes,
    work: workRoutes,
    review: reviewRoutes,
    comments: commentRoutes,
    settling: settlingRoutes,
    machine: machineRoutes,
    selfTest: selfTestRoutes,
    agreement: agreementRoutes,
    trail: trailRoutes,
  })
