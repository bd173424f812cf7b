import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** Where the engine lies, and the Node that comes with it. */
export interface EnginePlace {
  readonly entry: string
  /** Undefined in a checkout, which is told by `LOCO_NODE`. */
  readonly node: string | undefined
}

/**
 * The engine of an installation lies beside the archive that this code runs from, with a Node of its own: Node reads no such
 * archive. In a checkout it lies in the folder of this code.
 */
export function enginePlace(resources: string, bundle: string): EnginePlace {
  const entry = join(resources, 'app/out/main/engine.js')
  if (!existsSync(entry)) return { entry: join(bundle, 'engine.js'), node: undefined }
  return {
    entry,
    node: join(resources, 'runtime/node/bin', process.platform === 'win32' ? 'node.exe' : 'node'),
  }
}
