import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { project } from '../places.mjs'
import { isAllowed } from './allowed.mjs'
import { careOf } from './care.mjs'
import { direct } from './direct.mjs'
import { insideLibvips } from './libvips.mjs'
import { others } from './others.mjs'
import { shippedPackages } from './shipped.mjs'
import { firstIn, hashed, placeIn, resourceVersion, saidIn, unclaimed } from './staged.mjs'
import { spdxTexts, textsOf } from './texts.mjs'

/**
 * Every part that ships for a target, packages and others alike, sorted by its reference; `place` keeps the order of the tables. Fails, in one sentence, where a
 * part has no text, a licence that may not ship, or no place in the tables, and where a staged file belongs to none.
 *
 * @param {{ target: string, tree?: string }} what a target as "linux-x64", and a staged tree (a folder of `versions`)
 */
export async function collectParts({ target, tree }) {
  const packages = shippedPackages({ target, app: tree && placeIn(tree, 'resources/app') })
  const wanted = others(target).filter(
    ({ ofPackage }) => !ofPackage || packages.some(({ name }) => name === ofPackage),
  )
  if (tree) refuse(unclaimed(tree, wanted), 'lies in resources/runtime and no part of others.mjs claims it')
  const chromium = 'LICENSES.chromium.html'
  const isWithout = tree && !target.startsWith('darwin') && !firstIn(tree, [chromium])
  refuse(
    isWithout ? [chromium] : [],
    'is not in the tree; it came with Electron and goes where Electron goes',
  )
  const parts = [
    ...(await Promise.all(wanted.map((part) => completed(part, packages, tree)))),
    ...(await libvipsParts(packages, target, tree)),
    ...packages.map(partOfPackage),
  ]
  refuse(
    parts
      .flatMap((part) => [part, ...(part.inside ?? [])])
      .filter(({ licence }) => !isAllowed(licence ?? ''))
      .map(({ name, licence }) => `${name} (${licence})`),
    'is under a licence that allowed.mjs does not have',
  )
  return parts.map((part, place) => ({ ...part, place })).sort((a, b) => (a.ref < b.ref ? -1 : 1))
}

function refuse(names, why) {
  if (names.length > 0) throw new Error(`${names.join(', ')}: ${why}`)
}

async function completed(part, packages, tree) {
  const version = versionOf(part, packages, tree)
  const { key, name, texts, textIn, inside = [], innerTexts = [] } = part
  return {
    ...part,
    ref: `part:${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}`,
    version,
    hash: await hashed({ ...part, holds: part.holds ?? part.said?.files }, tree),
    care: careOf(key, version),
    inside: inside.map(({ said, ...inner }) => ({
      ...inner,
      version: (said && saidOf({ files: part.said.files, by: said }, tree)) ?? inner.version,
    })),
    texts: [
      ...(textIn ? [firstLines(textIn)] : typeof texts === 'function' ? texts(version) : texts),
      ...innerTexts,
    ],
  }
}

function versionOf(
  { name, version, said, versionIn, ofPackage, prefix = '', resource, holds, key },
  packages,
  tree,
) {
  if (ofPackage) return prefix + packages.find((one) => one.name === ofPackage).version
  if (versionIn) return versionIn.by.exec(readFileSync(join(project, versionIn.file), 'utf8'))[1]
  const library = tree && firstIn(tree, holds)
  if (resource && library) return resourceVersion(placeIn(tree, library)) ?? version
  const isOther = key === 'tensorflow' && library && !saidIn(placeIn(tree, library), exactly(version))
  if (isOther) throw new Error(`${library} is not ${name} ${version}; say in others.mjs which it is`)
  return saidOf(said, tree) ?? version
}

const exactly = (version) => new RegExp(`(?<![\\d.])(${version.replaceAll('.', '\\.')})(?![\\d.])`)

function saidOf(said, tree) {
  const file = tree && said && firstIn(tree, said.files)
  return file && saidIn(placeIn(tree, file), said.by)
}

const firstLines = ({ file, lines }) =>
  `${readFileSync(join(project, file), 'utf8').split('\n').slice(0, lines).join('\n')}\n`

function partOfPackage(one) {
  const [why, supplier, released] = (one.direct && direct[one.name]) || []
  if (one.direct && !why) throw new Error(`${one.name} is new: say in direct.mjs why it is in here`)
  return {
    ...one,
    ref: purlOf(one),
    purl: purlOf(one),
    type: 'library',
    supplier: supplier ?? one.author,
    from: one.homepage ?? `https://www.npmjs.com/package/${one.name}`,
    why: why ?? `Asked for by ${one.askedBy.join(', ')}`,
    released,
    texts: textsOf(one),
  }
}

export const purlOf = ({ name, version }) => `pkg:npm/${name.replace('@', '%40')}@${version}`

/** libvips and what is inside it, as sharp's package for the target lists them; the lists of all targets are alike. */
async function libvipsParts(packages, target, tree) {
  const sharp = packages.find(({ name }) => name === 'sharp')
  if (!sharp) return []
  const carrier = packages.find(({ name }) => /^@img\/sharp-(libvips-|win32-)/.test(name))
  const here = join(project, 'node_modules/@img/sharp-libvips-linux-x64')
  // A tree holds what runs alone, and the list does not.
  const folder = [carrier?.folder, here].find((place) => place && existsSync(join(place, 'versions.json')))
  const versions = JSON.parse(readFileSync(join(folder, 'versions.json'), 'utf8'))
  const inside = Object.entries(versions).map(([key, version]) => {
    if (!insideLibvips[key]) throw new Error(`${key} is new inside libvips: say in libvips.mjs what it is`)
    const [name, licence] = insideLibvips[key]
    return { name, version, licence }
  })
  return [
    {
      key: 'libvips',
      ref: 'part:libvips',
      name: 'libvips',
      type: 'library',
      version: versions.vips,
      licence: 'LGPL-3.0-or-later',
      supplier: 'libvips contributors; built by the makers of sharp',
      from: 'https://www.libvips.org',
      why: 'Reads and writes pictures of all kinds. A file of its own beside sharp, which its user may replace by another of the same interface.',
      hash: await hashed({ holds: libvipsFiles(target, versions.vips) }, tree),
      processes: sharp.processes,
      care: careOf('libvips', versions.vips),
      inside: inside.filter(({ name }) => name !== 'libvips'),
      texts: [listOf(versions.vips, inside), ...new Set(inside.flatMap(textsInside))],
    },
  ]
}

const libvipsFiles = (target, version) =>
  [
    `sharp-libvips-${target}/lib/libvips-cpp.so.${version}`,
    `sharp-libvips-${target}/lib/libvips-cpp.${version}.dylib`,
    `sharp-${target}/lib/libvips-42.dll`,
  ].map((file) => `resources/app/node_modules/@img/${file}`)

const textsInside = ({ name, licence }) =>
  licence.split(' AND ').flatMap((id) => spdxTexts(id, `${name}: Copyright (c) the contributors of ${name}`))

const listOf = (version, inside) =>
  [`libvips ${version} as sharp brings it, and the libraries inside it`, '']
    .concat(inside.map((one) => `${one.name} ${one.version}: ${one.licence}`))
    .map((line) => `${line}\n`)
    .join('')
