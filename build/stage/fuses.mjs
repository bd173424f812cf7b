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

/** Systems on which Electron checks the archive of the app, from which major version on. */
const CHECKS_ARCHIVE = { darwin: 16, win32: 30 }

/**
 * Sets the fuses of the binary at `path`, reads them back, and throws where one is not as asked. The archive is checked
 * where this Electron can (`macApp.mjs`, `nameProgram.mjs` give it the hash): elsewhere it would refuse to start, or not look.
 */
export async function setFuses({ path, target, version }) {
  const since = CHECKS_ARCHIVE[target.platform]
  const checksArchive = since !== undefined && Number.parseInt(version, 10) >= since
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
