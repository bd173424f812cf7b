import { FuseState, FuseV1Options, FuseVersion, flipFuses, getCurrentFuseWire } from '@electron/fuses'

/**
 * What Electron's binary must not be made to do: run other code as Node, by a variable, a debugger's flag or another folder
 * of the app.
 */
const asked = {
  [FuseV1Options.RunAsNode]: false,
  [FuseV1Options.EnableCookieEncryption]: true,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
}

/** On macOS Electron checks the archive of the app from this major version on. */
const CHECKS_ARCHIVE = 16

/**
 * Sets the fuses of the binary at `path`, reads them back, and throws where one is not as asked. The archive is checked
 * where Electron finds its hash (`macApp.mjs`): elsewhere it would refuse to start, or not look. On Windows the hash would
 * have to stand in the program's own resources, which nothing writes here; the signed list has the archive.
 */
export async function setFuses({ path, target, version }) {
  const checksArchive = target.platform === 'darwin' && Number.parseInt(version, 10) >= CHECKS_ARCHIVE
  const wanted = { ...asked, [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: checksArchive }
  await flipFuses(path, {
    version: FuseVersion.V1,
    resetAdHocDarwinSignature: false,
    ...wanted,
  })
  const wire = await getCurrentFuseWire(path)
  const wrong = Object.entries(wanted).filter(
    ([fuse, on]) => wire[fuse] !== (on ? FuseState.ENABLE : FuseState.DISABLE),
  )
  if (wrong.length === 0) return
  const names = wrong.map(([fuse]) => FuseV1Options[fuse]).join(', ')
  throw new Error(`Electron's fuses are not as asked after setting them: ${names}`)
}
