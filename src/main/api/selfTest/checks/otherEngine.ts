import { join } from 'node:path'
import { Engine } from '../../../engine/Engine.ts'
import type { Runtime } from '../../../engine/machine/Runtime.ts'
import type { Ground } from './Check.ts'

/** The machine as it is, with everything that an engine keeps in a folder of the test. */
export function runtimeIn(folder: string, runtime: Runtime): Runtime {
  const data = join(folder, 'data')
  return {
    ...runtime,
    dataFolder: data,
    demoFolder: join(data, 'Demo study'),
    recentFile: join(data, 'recent.json'),
    sessionsFile: join(data, 'sessions.json'),
    certificateFile: join(data, 'server', 'certificate.pem'),
    keysFolder: join(data, 'keys'),
    readsAhead: false,
  }
}

/** A second engine on the same ground, for what comes back: one engine has one study open. */
export async function withOtherEngine(
  { engine }: Ground,
  work: (other: Engine) => Promise<void>,
): Promise<void> {
  const other = new Engine(engine.runtime)
  try {
    await work(other)
  } finally {
    await other.close()
  }
}
