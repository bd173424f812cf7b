import { afterAll, beforeAll } from 'vitest'
import { folderInMemory } from '../TestStudy.ts'
import { ForkServer } from './ForkServer.ts'
import { operations } from './operations/index.ts'

/** A place in memory and a process that forks a child for each try, for the tests of one `describe`. */
export function writingBed() {
  const place = folderInMemory()
  let server: ForkServer
  beforeAll(() => {
    server = new ForkServer(place.path)
  })
  afterAll(async () => {
    await server.close()
    place.remove()
  })
  return {
    path: place.path,
    get server() {
      return server
    },
  }
}

/** Whatever writes, by its name, as `it.each` takes it. */
export const allThatWrite = operations.map((operation) => [operation.name, operation] as const)
