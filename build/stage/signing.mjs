import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { newKeyPair, publicHalf } from '../../src/main/install/keys.ts'
import { SetupError } from '../console.mjs'
import { cache, project } from '../places.mjs'

/**
 * Who signs: the private key (PEM) that `LOCO_RELEASE_KEY` names, whose public half must stand in `resources/keys.json`; else
 * a development key of this machine, made once, whose public half is added to the list that ships. Returns the key, its id,
 * and that list.
 */
export function signer() {
  const listFile = join(project, 'resources/keys.json')
  const listed = existsSync(listFile) ? JSON.parse(readFileSync(listFile, 'utf8')) : []
  const file = process.env.LOCO_RELEASE_KEY
  if (file === undefined) return developmentSigner(listed)
  const privateKey = readFileSync(file, 'utf8')
  const known = listed.find(({ publicKey }) => publicKey === publicHalf(privateKey))
  if (known) return { privateKey, id: known.id, kind: known.kind, keys: listed }
  throw new SetupError(
    'The release cannot be signed',
    'the public half of LOCO_RELEASE_KEY does not stand in resources/keys.json',
    'add its line there, or unset LOCO_RELEASE_KEY to sign for development',
  )
}

function developmentSigner(listed) {
  const file = join(cache, 'release', 'development.pem')
  const about = {
    id: 'development',
    name: 'Made on a machine of development, for trying out',
    kind: 'development',
  }
  if (!existsSync(file)) {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, newKeyPair(about).privateKey, { mode: 0o600 })
  }
  const privateKey = readFileSync(file, 'utf8')
  const line = { id: about.id, name: about.name, publicKey: publicHalf(privateKey), kind: about.kind }
  return { privateKey, id: about.id, kind: about.kind, keys: [...listed, line] }
}
