import { homedir } from 'node:os'
import { machineOperation as os } from '../operations.ts'
import { listFolder } from './listFolder.ts'

/** What lies on the engine's machine. */
export const folderRoutes = {
  list: os.folders.list.handler(({ input }) => listFolder(input.path ?? homedir())),
}
