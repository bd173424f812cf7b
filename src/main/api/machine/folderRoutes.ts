import { homedir } from 'node:os'
import { machineOperation } from '../answering/operations.ts'
import { listFolder } from './listFolder.ts'
import { listRoots, listWithin } from './listRoots.ts'

const machine = machineOperation('machine')

/** What lies on the engine's machine. */
export const folderRoutes = {
  list: machine.folders.list.handler(async ({ context, input: { path } }) => {
    if (context.reach.from === 'local') return listFolder(path ?? homedir())
    return path ? listWithin(context, path) : listRoots(context)
  }),
}
