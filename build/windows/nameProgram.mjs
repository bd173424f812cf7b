import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { Data, NtExecutable, NtExecutableResource, Resource } from 'resedit'
import { writeIco } from '../package/icons.mjs'
import { archiveHash } from '../stage/archiveHash.mjs'

const NAME = 'LoCo Studio'
/** English (United States), and texts of sixteen bits: what Windows looks for first. */
const LANGUAGE = { lang: 1033, codepage: 1200 }

/**
 * Gives Electron's program our name and icon, as the task list and the taskbar show them, and the hash of the archive's header,
 * without which an Electron that checks it does not start. A signature that it had is left out: it was made over other bytes.
 */
export async function nameProgram({ file, version, archive }) {
  const program = NtExecutable.from(readFileSync(file), { ignoreCert: true })
  const resources = NtExecutableResource.from(program)
  await putIcon(resources, `${file}.ico`)
  putNames(resources, version)
  const hash = [{ file: 'resources\\app.asar', alg: 'SHA256', value: archiveHash(archive) }]
  resources.entries.push({
    type: 'INTEGRITY',
    id: 'ELECTRONASAR',
    ...LANGUAGE,
    bin: new Uint8Array(Buffer.from(JSON.stringify(hash))).buffer,
  })
  resources.outputResource(program)
  writeFileSync(file, Buffer.from(program.generate()))
}

async function putIcon({ entries }, file) {
  await writeIco(file)
  const pictures = Data.IconFile.from(readFileSync(file)).icons.map(({ data }) => data)
  rmSync(file)
  for (const { id, lang } of Resource.IconGroupEntry.fromEntries(entries))
    Resource.IconGroupEntry.replaceIconsForResource(entries, id, lang, pictures)
}

function putNames({ entries }, version) {
  const [info] = Resource.VersionInfo.fromEntries(entries)
  if (!info) throw new Error('Electron for Windows says nothing of itself that could be replaced.')
  const [major, minor, patch] = version.split('.').map(Number)
  info.setFileVersion(major, minor, patch, 0, LANGUAGE.lang)
  info.setProductVersion(major, minor, patch, 0, LANGUAGE.lang)
  for (const language of info.getAllLanguagesForStringValues()) info.removeAllStringValues(language)
  info.setStringValues(LANGUAGE, {
    CompanyName: `${NAME} founders`,
    FileDescription: NAME,
    FileVersion: version,
    InternalName: NAME,
    LegalCopyright: 'Apache-2.0; Electron: MIT',
    OriginalFilename: `${NAME}.exe`,
    ProductName: NAME,
    ProductVersion: version,
  })
  info.outputToResourceEntries(entries)
}
