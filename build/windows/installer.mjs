import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { SetupError } from '../console.mjs'
import { run } from '../fetch.mjs'
import { writeIco } from '../package/icons.mjs'
import { filesIn } from '../stage/files.mjs'
import { writeWizardPicture } from './wizardPicture.mjs'

/**
 * Makes the installer of a staged tree for Windows, at the path `out`, by Debian's NSIS, which runs on Linux. Every file is
 * named, in order: by a pattern it would take them as the disk lists them, and no two installers would be alike. Packed by
 * zlib: LZMA saves a fifth and takes ten times as long, at the hospital too.
 */
export async function makeInstaller({ tree, version, built, out }) {
  const work = mkdtempSync(join(tmpdir(), 'loco-installer-'))
  try {
    const files = filesIn(tree).filter((file) => file !== 'current.txt')
    const bytes = files.reduce((sum, file) => sum + statSync(join(tree, file)).size, 0)
    writeFileSync(join(work, 'files.nsh'), unpacked(tree, files))
    const beside = files.filter((file) => !file.includes('/'))
    writeFileSync(join(work, 'drop.nsh'), lines(beside.map((file) => `Delete "$INSTDIR\\${quoted(file)}"`)))
    await writeIco(join(work, 'icon.ico'))
    await writeWizardPicture(join(work, 'wizard.bmp'))
    const given = {
      VERSION: version,
      OUT: out,
      ICON: join(work, 'icon.ico'),
      PICTURE: join(work, 'wizard.bmp'),
      FILES: join(work, 'files.nsh'),
      DROP: join(work, 'drop.nsh'),
      KILOBYTES: Math.ceil(bytes / 1024),
    }
    const defines = Object.entries(given).map(([name, value]) => `-D${name}=${value}`)
    await makensis(['-V2', '-INPUTCHARSET', 'UTF8', '-XTarget amd64-unicode', ...defines], built)
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

async function makensis(args, built) {
  const env = { ...process.env, SOURCE_DATE_EPOCH: String(Math.floor(built.getTime() / 1000)) }
  try {
    await run('makensis', [...args, join(import.meta.dirname, 'installer.nsi')], { env })
  } catch (error) {
    if (error.code !== 'ENOENT') throw error
    throw new SetupError('The installer for Windows cannot be made', 'no makensis', 'apt-get install -y nsis')
  }
}

/** The lines that unpack files of a tree, each into its folder. */
function unpacked(tree, files) {
  let folder
  const all = []
  for (const file of files) {
    if (dirname(file) !== folder) {
      folder = dirname(file)
      const below = folder === '.' ? '' : `\\${quoted(folder.replaceAll('/', '\\'))}`
      all.push(`SetOutPath "$INSTDIR${below}"`)
    }
    all.push(`File "${quoted(join(tree, file))}"`)
  }
  return lines([...all, 'SetOutPath "$INSTDIR"'])
}

const lines = (all) => `\ufeff${all.join('\n')}\n`

/** A name as NSIS takes it: `$` begins what stands for something else. */
const quoted = (name) => name.replaceAll('$', '$$$$')
