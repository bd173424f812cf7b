import { existsSync } from 'node:fs'
import { access, constants } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

/**
 * A folder that is free for a new study: beside what it is made of, or below `otherwise` where nothing can be
 * written there, as on a disc. `named` tells whether it may carry the name of what it is made of.
 */
export async function writablePlace(source: string, otherwise: string, named: boolean): Promise<string> {
  const beside = dirname(source)
  const parent = await access(beside, constants.W_OK).then(
    () => beside,
    () => otherwise,
  )
  const name = named ? `${basename(source).replace(/\.[a-z0-9]+$/i, '')} – LoCo study` : 'LoCo study'
  let folder = join(parent, name)
  for (let n = 2; existsSync(folder); n++) folder = join(parent, `${name} ${n}`)
  return folder
}
