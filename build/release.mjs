/**
 * `npm run release -- --tree FOLDER [--out FILE] [--without MANIFEST]`: signs a version's folder and makes one update file of it.
 * `npm run release -- --new-key FILE [--id ID] [--name TEXT]`: a key pair; its public half is printed as `resources/keys.json`
 * has it.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { keyNamed, newKeyPair, publicHalf, readKeys } from '../src/main/install/keys.ts'
import { KEYS, MANIFEST, readManifest, SIGNATURE, signManifest } from '../src/main/install/manifest.ts'
import { verifyTree } from '../src/main/install/verify.ts'
import { writeUpdate } from '../src/main/install/writeUpdate.ts'

const { values } = parseArgs({
  options: {
    tree: { type: 'string' },
    out: { type: 'string' },
    without: { type: 'string' },
    'new-key': { type: 'string' },
    id: { type: 'string' },
    name: { type: 'string', default: 'LoCo Studio' },
  },
})

/** Ends with one sentence. */
function stop(sentence) {
  console.error(sentence)
  process.exit(1)
}

if (values['new-key']) makeKey(resolve(values['new-key']))
else if (values.tree) await release(resolve(values.tree))
else stop('Say which: --tree FOLDER of a packaged version, or --new-key FILE.')

function makeKey(file) {
  if (existsSync(file)) stop(`There is something in ${file} already; a key is never overwritten.`)
  const id = values.id ?? `release-${new Date().toISOString().slice(0, 10)}`
  const pair = newKeyPair({ id, name: values.name, kind: 'release' })
  // Whoever reads it can release in our name.
  writeFileSync(file, pair.privateKey, { mode: 0o600, flag: 'wx' })
  console.log(JSON.stringify(pair.publicKey))
  console.error(`Keep ${file} outside the repository; the line above goes into resources/keys.json.`)
}

async function release(folder) {
  if (!existsSync(join(folder, MANIFEST))) stop(`${folder} holds no ${MANIFEST}: package a version first.`)
  const bytes = readFileSync(join(folder, MANIFEST))
  const { version, platform } = readManifest(bytes)
  await sign(folder, bytes)
  const [problem] = (await verifyTree(folder)).problems
  if (problem) stop(`${folder} is not what its manifest says: ${JSON.stringify(problem)}`)
  const out = resolve(values.out ?? `LoCo-Studio-${version}-${platform}.locoupdate`)
  if (existsSync(out)) stop(`There is something in ${out} already.`)
  const without = values.without ? readManifest(readFileSync(values.without)) : undefined
  const made = await writeUpdate(folder, out, without)
  console.log(
    `${out}: version ${version} for ${platform}, ${made.files} files, ${Math.ceil(made.bytes / 1e6)} MB`,
  )
}

/** With the key that `LOCO_RELEASE_KEY` names, by the id under which the version itself knows it; else it stays as packaged. */
async function sign(folder, bytes) {
  const file = process.env.LOCO_RELEASE_KEY
  if (!file) return console.error('LOCO_RELEASE_KEY is not set: the signature of the package stays.')
  const pem = readFileSync(file, 'utf8')
  const keys = await readKeys(join(folder, KEYS))
  const own = keys.find(({ publicKey }) => publicKey === publicHalf(pem))
  if (!own || !keyNamed(keys, own.id))
    stop('The public half of that key is not in resources/keys.json of this version.')
  writeFileSync(join(folder, SIGNATURE), signManifest(bytes, pem, own.id))
}
