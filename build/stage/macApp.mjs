import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeIcns } from '../package/icons.mjs'
import { archiveHash } from './archiveHash.mjs'

const NAME = 'LoCo Studio'
const ID = 'studio.loco'
/** What an app says of itself that is another's, or asks the user for what ours never wants. */
const FOREIGN = [
  'LSApplicationCategoryType',
  'NSBluetoothAlwaysUsageDescription',
  'NSBluetoothPeripheralUsageDescription',
  'NSCameraUsageDescription',
  'NSHumanReadableCopyright',
  'NSMicrophoneUsageDescription',
]

/**
 * Gives Electron's bundle at `app` our name, in its own list and in those of its helpers, which Electron looks for by that
 * name; our icon; and the hash of the archive's header, without which an Electron that checks it does not start.
 */
export async function nameMacApp({ app, version }) {
  const contents = join(app, 'Contents')
  const own = readList(contents)
  const before = textOf(own, 'CFBundleExecutable')
  renameSync(join(contents, 'MacOS', before), join(contents, 'MacOS', NAME))
  const icons = textOf(own, 'CFBundleIconFile')
  if (icons) rmSync(join(contents, 'Resources', icons), { force: true })
  await writeIcns(join(contents, 'Resources/loco-studio.icns'))
  writeList(contents, [
    ...namesOf(NAME, ID, version),
    ['CFBundleIconFile', '<string>loco-studio.icns</string>'],
    ['ElectronAsarIntegrity', integrityOf(join(contents, 'Resources/app.asar'))],
    // Nothing is asked of any network.
    ['NSAppTransportSecurity', '<dict><key>NSAllowsArbitraryLoads</key><false/></dict>'],
    ...FOREIGN.map((key) => [key, undefined]),
  ])
  nameHelpers(join(contents, 'Frameworks'), before, version)
  // It was made over what the bundle held before.
  rmSync(join(contents, '_CodeSignature'), { recursive: true, force: true })
}

function nameHelpers(frameworks, before, version) {
  for (const folder of readdirSync(frameworks).filter((one) => one.startsWith(`${before} Helper`))) {
    const kind = folder.slice(before.length, -'.app'.length)
    const helper = join(frameworks, `${NAME}${kind}.app`)
    renameSync(join(frameworks, folder), helper)
    const contents = join(helper, 'Contents')
    renameSync(join(contents, 'MacOS', `${before}${kind}`), join(contents, 'MacOS', `${NAME}${kind}`))
    const word = /\((\w+)\)/.exec(kind)?.[1]
    writeList(contents, namesOf(`${NAME}${kind}`, [ID, 'helper', ...(word ? [word] : [])].join('.'), version))
  }
}

const namesOf = (name, id, version) =>
  [
    ...['CFBundleName', 'CFBundleDisplayName', 'CFBundleExecutable'].map((key) => [key, name]),
    ['CFBundleIdentifier', id],
    ...['CFBundleVersion', 'CFBundleShortVersionString'].map((key) => [key, version]),
  ].map(([key, text]) => [key, `<string>${text}</string>`])

function integrityOf(archive) {
  const hash = archiveHash(archive)
  const entry = `<dict><key>algorithm</key><string>SHA256</string><key>hash</key><string>${hash}</string></dict>`
  return `<dict><key>Resources/app.asar</key>${entry}</dict>`
}

const listIn = (contents) => join(contents, 'Info.plist')
const readList = (contents) => readFileSync(listIn(contents), 'utf8')
const textOf = (list, key) => new RegExp(`<key>${key}</key>\\s*<string>([^<]*)</string>`).exec(list)?.[1]

/** Puts values into a bundle's list; one that is undefined is taken out. */
function writeList(contents, values) {
  if (!existsSync(listIn(contents))) throw new Error(`${contents} is no bundle of macOS.`)
  const without = values.reduce((list, [key]) => withoutKey(list, key), readList(contents))
  const entries = values.filter(([, value]) => value).map(([key, value]) => `<key>${key}</key>${value}`)
  writeFileSync(
    listIn(contents),
    without.replace(/<\/dict>\s*<\/plist>\s*$/, `${entries.join('')}</dict></plist>\n`),
  )
}

/** Dictionaries stand in each other, so where one ends is counted. */
function withoutKey(list, key) {
  const start = list.indexOf(`<key>${key}</key>`)
  if (start < 0) return list
  const tags = /<(\/?)(dict|array)>|<(string|integer|real|data|date)>[^<]*<\/\3>|<(true|false|dict|array)\/>/g
  tags.lastIndex = start + `<key>${key}</key>`.length
  for (let depth = 0, tag = tags.exec(list); tag; tag = tags.exec(list)) {
    if (tag[2]) depth += tag[1] ? -1 : 1
    if (depth === 0) return list.slice(0, start) + list.slice(tags.lastIndex)
  }
  throw new Error(`The list of a bundle of macOS ends within ${key}.`)
}
