import { homedir } from 'node:os'
import { machineOperation } from '../answering/operations.ts'
import { listFolder } from './listFolder.ts'

const machine = machineOperation('machine')

/** What lies on the engine's machine. */
export const folderRoutes = {
  list: machine.folders.list.handler(({ input }) => listFolder(input.path ?? homedir())),
}
