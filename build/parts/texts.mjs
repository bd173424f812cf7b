import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { project } from '../places.mjs'

const kept = join(project, 'build/parts/texts')
const TEXT_FILE = /^(licen[cs]e|copying|notice|patents|third[-_ ]?party)/i

/** Of packages that name no author, whom their repositories name. */
const HOLDERS = [
  [/^@tensorflow\//, 'Google LLC'],
  [/^@node-rs\//, 'LongYinan and the contributors of node-rs'],
  [/^@cornerstonejs\//, 'Chris Hafey and the contributors of Cornerstone.js'],
  [/^onnxruntime/, 'Microsoft Corporation'],
  [/^@img\/sharp-/, 'Lovell Fuller and others'],
]

/** SPDX identifiers whose text is kept, under another name where several share it; LGPL 3 adds to GPL 3. */
const KEPT = {
  'Apache-2.0': ['Apache-2.0'],
  'BSD-2-Clause': ['BSD-2-Clause'],
  'BSD-3-Clause': ['BSD-3-Clause'],
  FTL: ['FTL'],
  'HPND-sell-variant': ['HPND-sell-variant'],
  IJG: ['IJG'],
  ISC: ['ISC'],
  'LGPL-2.1-or-later': ['LGPL-2.1'],
  'LGPL-3.0-or-later': ['LGPL-3.0', 'GPL-3.0'],
  'libpng-2.0': ['libpng-2.0'],
  libtiff: ['libtiff'],
  MIT: ['MIT'],
  'MPL-1.1': ['MPL-1.1'],
  Zlib: ['Zlib'],
}

export const keptText = (name) => tidy(readFileSync(join(kept, `${name}.txt`), 'utf8'))

const tidy = (text) =>
  `${text
    .replaceAll('\r\n', '\n')
    .replace(/^\uFEFF/, '')
    .trim()}\n`

/**
 * All texts that go with a package: its own files, and what its licence asks for beyond them. Where it brings none, the
 * text of its licence under its author's name. Fails where neither is known.
 */
export function textsOf({ name, licence = '', folder, author }) {
  const own = folder ? readdirSync(folder, { withFileTypes: true }) : []
  const files = own.filter((file) => file.isFile() && TEXT_FILE.test(file.name)).map((file) => file.name)
  const texts = files.sort().map((file) => tidy(readFileSync(join(folder, file), 'utf8')))
  const lesser = licence.includes('LGPL') ? spdxTexts('LGPL-3.0-or-later', '') : []
  if (texts.length > 0) return [...texts, ...lesser]
  const holder = author ?? HOLDERS.find(([pattern]) => pattern.test(name))?.[1]
  if (!holder)
    throw new Error(`${name} brings no licence text and names no author; say whose it is in texts.mjs`)
  const ids = licence.match(/[\w.-]+/g)?.filter((id) => !['AND', 'OR', 'WITH'].includes(id)) ?? []
  return [...new Set(ids.flatMap((id) => spdxTexts(id, `${name}: Copyright (c) ${holder}`)))]
}

/** The kept text of a licence, with the line of copyright that it has a place for. */
export function spdxTexts(id, copyright) {
  const names = KEPT[id]
  if (!names) throw new Error(`no text of ${id} is kept; put it into build/parts/texts and texts.mjs`)
  return names.map((name) => {
    const text = keptText(name)
    const blank = /^Copyright.*<(year|owner|copyright holders)>.*$/m
    if (blank.test(text)) return text.replace(blank, copyright)
    return copyright === '' || name === 'GPL-3.0' ? text : `${copyright}\n\n${text}`
  })
}

/** Writes each text once, named by the first part it belongs to, and tells the files of every part. */
export function writeTexts(parts, folder) {
  mkdirSync(folder, { recursive: true })
  const fileOf = new Map()
  const taken = new Set()
  return new Map(
    parts.map(({ ref, name, texts }) => [
      ref,
      texts.map((text) => {
        const hash = createHash('sha256').update(text).digest('hex')
        if (!fileOf.has(hash)) {
          const file = freeName(name, taken)
          writeFileSync(join(folder, file), text)
          fileOf.set(hash, file)
        }
        return fileOf.get(hash)
      }),
    ]),
  )
}

function freeName(name, taken) {
  const plain = name
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, '-')
    .replace(/^-|-$/g, '')
  let file = `${plain}.txt`
  for (let n = 2; taken.has(file); n++) file = `${plain}-${n}.txt`
  taken.add(file)
  return file
}
